use proptest::prelude::*;

use super::word::{FIELDS, ORDERS};
use super::*;

#[test]
fn rules_are_read_as_people_write_them() {
    let rules = parse(
        r#"
        match = "any"
        limit = "2 GB"
        order = "-year"
        [[rule]]
        field = "genre"
        is = "Jazz"
        [[rule]]
        field = "length"
        below = "5 min"
        [[rule]]
        field = "added"
        between = [2024-01-01, "2024-12-31"]
        [[rule]]
        all = [{ field = "played", not_within = "30 days" }, { any = [{ field = "loudness", above = -14.5 }] }]
        "#,
    );
    let day = |month, day| Value::Day(jiff::civil::date(2024, month, day));
    let loud = Rule::Field(Field::Loudness, Test::Above(Value::Number(-14.5)));
    let inner = vec![
        Rule::Field(Field::Played, Test::NotWithin(Duration::from_secs(30 * 86_400))),
        Rule::Group(Group { join: Join::Any, rules: vec![loud] }),
    ];
    let rules_in_it = vec![
        Rule::Field(Field::Genre, Test::Is(Value::Text("Jazz".into()))),
        Rule::Field(Field::Length, Test::Below(Value::Number(300.0))),
        Rule::Field(Field::Added, Test::Between(day(1, 1), day(12, 31))),
        Rule::Group(Group { join: Join::All, rules: inner }),
    ];
    let expected = Rules {
        of: Group { join: Join::Any, rules: rules_in_it },
        limit: Some(Limit::Size(2_000_000_000)),
        order: Some(Order { by: By::Year, descending: true }),
    };
    assert_eq!(rules, Ok(expected));
    assert_eq!(parse(""), Ok(Rules::default()));
}

#[test]
fn limits_come_in_tracks_time_and_bytes() {
    let limit = |text: &str| parse(&format!("limit = {text}")).map(|rules| rules.limit.unwrap());
    assert_eq!(limit("100"), Ok(Limit::Tracks(100)));
    assert_eq!(limit("\"1 track\""), Ok(Limit::Tracks(1)));
    assert_eq!(limit("\" 5 h 30 min\""), Ok(Limit::Length(Duration::from_secs(19_800))));
    assert_eq!(limit("\"1.5 MiB\""), Ok(Limit::Size(1_572_864)));
    for wrong in ["\"\"", "\"much\"", "0", "-1", "true", "\"é\"", "\"99999999999999999999 GB\"", "\"0 h\""] {
        assert!(limit(wrong).unwrap_err().to_string().contains("the limit is"), "{wrong}");
    }
}

#[test]
fn mistakes_are_sentences_with_their_lines() {
    let mistakes = |text: &str| parse(text).unwrap_err().to_string();
    let text = "macth = \"all\"\norder = \"yaer\"\n[[rule]]\nfield = \"gerne\"\nis = \"x\"\n[[rule]]\nfield = \"year\"\n\
                isnot = 1\n[[rule]]\nfield = \"title\"\nis = 1999\n[[rule]]\nfield = \"year\"\n[[rule]]\nis = 1\n";
    let expected = "line 1: \"macth\" is not known here; did you mean \"match\"?\n\
                    line 2: nothing can be ordered by \"yaer\"; did you mean \"year\"?\n\
                    line 4: \"gerne\" is not known as field; did you mean \"genre\"?\n\
                    line 8: \"isnot\" is not known here; did you mean \"is_not\"?\n\
                    line 11: this must be text in quotes\n\
                    line 12: the rule tests nothing; known here: is, is_not, above, below, between, empty\n\
                    line 14: the rule has no field: write, for example, field = \"genre\"";
    assert_eq!(mistakes(text), expected);
    assert!(mistakes("\n\nmatch = ").starts_with("line 3: this is not TOML: "));
    for (rule, sentence) in [
        ("field = \"year\"\nbetween = [1]", "line 3: \"between\" takes two values"),
        ("field = \"played\"\nwithin = \"soon\"", "line 3: this must be a length of time"),
        ("field = \"added\"\nabove = \"2024\"", "line 3: this must be a day"),
        ("field = \"year\"\nabove = \"1990\"", "line 3: this must be a number"),
        ("field = \"title\"\nempty = 1", "line 3: \"empty\" is true or false"),
        ("field = \"year\"\nabove = 1\nbelow = 2", "line 4: one rule holds one test"),
        ("any = []\nfield = \"year\"", "line 3: beside \"any\" nothing"),
        ("any = [1]", "line 2: a rule is a table"),
    ] {
        let found = mistakes(&format!("[[rule]]\n{rule}"));
        assert!(found.starts_with(sentence), "{found}");
    }
    assert!(mistakes("order = \"-random\"").contains("no other way round"));
    assert!(mistakes("rule = 1").contains("[[rule]]"));
}

fn test_of(field: Field) -> BoxedStrategy<Test> {
    let empty = any::<bool>().prop_map(Test::Empty);
    let time = (1u64..10_000_000, prop::sample::select(vec![1u64, 3600, 86_400]))
        .prop_map(|(count, unit)| Duration::from_secs(count * unit));
    match field.shape() {
        Shape::Text => prop_oneof![
            any::<String>().prop_map(|text| Test::Is(Value::Text(text))),
            "\\PC*".prop_map(Test::Contains),
            any::<String>().prop_map(Test::Starts),
            empty
        ]
        .boxed(),
        Shape::Number | Shape::Length => {
            let number = prop_oneof![(-1e9f64..1e9), (0u32..9999).prop_map(f64::from)].prop_map(Value::Number).boxed();
            let two = (number.clone(), number.clone()).prop_map(|(low, high)| Test::Between(low, high));
            prop_oneof![number.clone().prop_map(Test::Is), number.prop_map(Test::Above), two, empty].boxed()
        }
        Shape::Moment => {
            prop_oneof![time.clone().prop_map(Test::Within), time.prop_map(Test::NotWithin), empty].boxed()
        }
    }
}

fn rule() -> impl Strategy<Value = Rule> {
    let field = prop::sample::select(FIELDS.to_vec())
        .prop_flat_map(|(_, field)| test_of(field).prop_map(move |test| Rule::Field(field, test)));
    field.prop_recursive(3, 12, 4, |inner| {
        (any::<bool>(), prop::collection::vec(inner, 0..4))
            .prop_map(|(any, rules)| Rule::Group(Group { join: if any { Join::Any } else { Join::All }, rules }))
    })
}

fn limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1u64..u64::MAX).prop_map(Limit::Tracks),
        (1u64..u64::MAX).prop_map(Limit::Size),
        (1u64..1 << 40).prop_map(|millis| Limit::Length(Duration::from_millis(millis))),
    ]
}

proptest! {
    #[test]
    fn rules_come_back_as_they_were_written(
        rules in prop::collection::vec(rule(), 0..5),
        limit in prop::option::of(limit()),
        order in prop::option::of((prop::sample::select(ORDERS.to_vec()), any::<bool>())),
        any: bool,
    ) {
        let order = order.map(|((_, by), down)| Order { by, descending: down && by != By::Random });
        let rules = Rules { of: Group { join: if any { Join::Any } else { Join::All }, rules }, limit, order };
        let text = rules.to_toml();
        prop_assert_eq!(parse(&text), Ok(rules), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(\\[\\[rule\\]\\]|field|is|any|limit|=|\"|[0-9]{1,3}|\\[|\\]|\\{|\\}|\n|é| |year){0,40}") {
        let _ = parse(&text);
    }
}

#[test]
fn the_example_has_no_mistakes() {
    let rules = parse(EXAMPLE).unwrap();
    assert!(rules.limit.is_some() && rules.order.is_some() && rules.of.rules.len() == 3, "{rules:?}");
}
