//! A smart playlist's rules while somebody edits them: words in fields, which may be wrong.

use toml::{Table, Value};

use crate::smart::{self, Field, Join, Rule, Rules, Shape, quoted, word};

/// Rules as words.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// One rule is enough.
    pub any: bool,
    pub lines: Vec<Line>,
    /// Groups of rules within the rules, as they are in the file: they stay as they are.
    pub nested: Vec<String>,
    /// A word of [`word::ORDERS`]; empty: as albums stand on a shelf.
    pub order: String,
    pub descending: bool,
    /// `100 tracks`, `5 h`, `2 GB`; empty: all.
    pub limit: String,
}

/// One rule: a field, a test, and what it is tested for.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub field: &'static str,
    pub test: &'static str,
    pub value: String,
}

impl Line {
    pub fn shape(&self) -> Shape {
        shape(self.field)
    }

    /// Another field; a test that it does not take becomes its first.
    pub fn set_field(&mut self, field: &'static str) {
        self.field = field;
        let tests = word::tests(self.shape());
        if !tests.contains(&self.test) {
            self.test = tests.first().copied().unwrap_or_default();
        }
    }

    fn toml(&self) -> String {
        let value = self.value.trim();
        let value = match (self.test, self.shape()) {
            ("empty", _) => (value != "false").to_string(),
            ("between", shape) => {
                let ends: Vec<String> = value.splitn(2, ['…', ',']).map(|end| one(end.trim(), shape)).collect();
                format!("[{}]", ends.join(", "))
            }
            (_, shape) => one(value, shape),
        };
        format!("\n[[rule]]\nfield = \"{}\"\n{} = {value}\n", self.field, self.test)
    }
}

fn one(value: &str, shape: Shape) -> String {
    // What is no number is the reader's to refuse, in a sentence.
    if shape == Shape::Number && value.parse::<f64>().is_ok() { value.to_owned() } else { quoted(value) }
}

fn shape(field: &str) -> Shape {
    word::FIELDS.iter().find(|(name, _)| *name == field).map_or(Shape::Text, |(_, field): &(&str, Field)| field.shape())
}

impl Default for Line {
    fn default() -> Self {
        Self { field: "genre", test: "is", value: String::new() }
    }
}

impl Draft {
    pub fn of(rules: &Rules) -> Self {
        // The file's own words say it already, once each.
        let table: Table = rules.to_toml().parse().unwrap_or_default();
        let text = |key: &str| table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let order = text("order");
        let written = table.get("rule").and_then(Value::as_array).cloned().unwrap_or_default();
        let flat = written.iter().filter_map(|rule| rule.as_table().and_then(line)).collect();
        let nested = rules.of.rules.iter().filter(|rule| matches!(rule, Rule::Group(_)));
        Self {
            any: rules.of.join == Join::Any,
            lines: flat,
            nested: nested.map(group).collect(),
            descending: order.starts_with('-'),
            order: order.trim_start_matches('-').to_owned(),
            limit: text("limit"),
        }
    }

    /// The rules.
    ///
    /// # Errors
    /// Sentences on what is wrong with them.
    pub fn rules(&self) -> Result<Rules, String> {
        let mut text = format!("match = \"{}\"\n", if self.any { "any" } else { "all" });
        if !self.order.is_empty() {
            text += &format!("order = \"{}{}\"\n", if self.descending { "-" } else { "" }, self.order);
        }
        if !self.limit.trim().is_empty() {
            text += &format!("limit = {}\n", quoted(self.limit.trim()));
        }
        text.extend(self.lines.iter().map(Line::toml));
        text.extend(self.nested.iter().cloned());
        smart::parse(&text).map_err(|mistakes| {
            let sentences: Vec<String> = mistakes.0.into_iter().map(|mistake| mistake.sentence).collect();
            sentences.join(" ")
        })
    }
}

fn line(rule: &Table) -> Option<Line> {
    let field = rule.get("field")?.as_str()?;
    let field = word::FIELDS.iter().find(|(name, _)| *name == field)?.0;
    let (test, value) = rule.iter().find(|(key, _)| *key != "field")?;
    let test = *word::tests(shape(field)).iter().find(|word| **word == test.as_str())?;
    let value = match value {
        Value::Array(ends) => ends.iter().map(plain).collect::<Vec<_>>().join(" … "),
        value => plain(value),
    };
    Some(Line { field, test, value })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The text of a group within the rules.
fn group(rule: &Rule) -> String {
    let alone = Rules { of: smart::Group { rules: vec![rule.clone()], ..smart::Group::default() }, ..Rules::default() };
    let text = alone.to_toml();
    text.find("[[rule]]").map_or(String::new(), |at| format!("\n{}", &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_come_back_as_they_were() {
        let text = "match = \"any\"\norder = \"-added\"\nlimit = \"5 h\"\n[[rule]]\nfield = \"genre\"\nis = \"say \\\"jazz\\\"\"\n\
            [[rule]]\nfield = \"year\"\nbetween = [1955, 1965]\n[[rule]]\nfield = \"played\"\nnot_within = \"7 days\"\n\
            [[rule]]\nfield = \"length\"\nabove = \"4 min\"\n[[rule]]\nfield = \"album\"\nempty = true\n\
            [[rule]]\nany = [{ field = \"plays\", above = 3 }, { field = \"played\", empty = true }]\n";
        let rules = smart::parse(text).unwrap();
        let draft = Draft::of(&rules);
        assert_eq!((draft.lines.len(), draft.nested.len()), (5, 1));
        assert_eq!(draft.lines[1].value, "1955 … 1965");
        assert_eq!(draft.rules().unwrap().to_toml(), {
            // Groups come behind the others.
            rules.to_toml()
        });
    }

    #[test]
    fn what_is_wrong_is_said() {
        let mut draft = Draft::of(&Rules::default());
        draft.lines.push(Line { field: "year", test: "above", value: "soon".into() });
        assert!(draft.rules().unwrap_err().contains("number"), "{:?}", draft.rules());
        draft.lines[0].set_field("title");
        assert_eq!(draft.lines[0].test, "is");
    }
}
