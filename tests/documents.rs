//! What is written for people is true: the README, the changelog, and the one test command that all use.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// What `segue WORDS --help` says.
fn help(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_segue")).args(words).arg("--help").output().unwrap();
    assert!(output.status.success(), "segue {words:?} --help");
    String::from_utf8(output.stdout).unwrap()
}

/// The lines of a help's section, up to the next empty line.
fn section<'a>(help: &'a str, head: &str) -> Vec<&'a str> {
    let lines = help.lines().skip_while(|line| *line != head).skip(1);
    let lines: Vec<_> = lines.take_while(|line| !line.is_empty()).map(str::trim).collect();
    assert!(!lines.is_empty(), "no {head:?} in:\n{help}");
    lines
}

fn subcommands() -> Vec<String> {
    let help = help(&[]);
    let names = section(&help, "Commands:").into_iter().filter_map(|line| line.split(' ').next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Everything in the README that is set as code: the blocks' lines, and what stands between backquotes.
fn code(text: &str) -> Vec<String> {
    let mut code = Vec::new();
    for (n, part) in text.split("```").enumerate() {
        if n % 2 == 1 {
            code.extend(part.lines().skip(1).map(str::to_owned));
        } else {
            code.extend(part.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    code
}

/// The words behind `segue`, or behind `cargo run … --`, if a line calls it.
fn call(line: &str) -> Option<Vec<&str>> {
    let line = line.trim().trim_start_matches("$ ");
    let at = line.find("cargo run --release -- ").map(|at| at + "cargo run --release -- ".len());
    let words = at.map(|at| &line[at..]).or_else(|| line.strip_prefix("segue "))?;
    Some(words.split_whitespace().take_while(|word| !["#", "|", ">"].contains(word)).collect())
}

#[test]
fn the_readmes_commands_exist() {
    let subcommands = subcommands();
    let mut calls = 0;
    for line in code(&read("README.md")) {
        let Some(words) = call(&line) else { continue };
        calls += 1;
        let command = words.first().filter(|word| !word.starts_with('-'));
        assert!(command.is_none_or(|name| subcommands.iter().any(|known| known == name)), "{line}");
        let own = help(command.map(std::slice::from_ref).unwrap_or_default());
        // A command may have tasks, each with flags of its own.
        let is_task = |word: &&str| own.contains("\nCommands:\n") && own.contains(&format!("\n  {word} "));
        let help = match words.get(1).filter(|word| is_task(word)) {
            Some(task) => own.clone() + &help(&[words[0], task]),
            None => own,
        };
        for flag in words.iter().filter(|word| word.starts_with("--")) {
            let flag = flag.split('=').next().unwrap();
            let known = help.split([' ', ',', '<', '\n']).any(|word| word == flag);
            assert!(known, "{line}: {flag} is not in the help");
        }
    }
    assert!(calls > 10, "only {calls} calls were found");
}

#[test]
fn the_readme_tells_every_command() {
    let code = code(&read("README.md"));
    for name in subcommands() {
        let told = code.iter().filter_map(|line| call(line)).any(|words| words[0] == name);
        assert!(told, "segue {name} is not in README.md");
    }
}

#[test]
fn the_readme_tells_every_exit_code() {
    let (readme, help) = (read("README.md"), help(&[]));
    for line in section(&help, "Exit codes:") {
        let (code, meaning) = line.split_once("  ").unwrap();
        assert!(readme.contains(&format!("| {code} | {meaning} |")), "README.md lacks: | {code} | {meaning} |");
    }
}

#[test]
fn the_readme_tells_every_key() {
    let (readme, source) = (read("README.md"), read("src/terminal/keys.rs"));
    let keys = source.split_once("\"Keys: ").unwrap().1.split_once('"').unwrap().0;
    for part in keys.split(", ") {
        let key = part.split(' ').next().unwrap();
        for key in key.split('/') {
            assert!(readme.contains(&format!("`{key}`")), "README.md lacks the key {part}");
        }
    }
}

#[test]
fn the_readme_tells_every_section_of_the_settings() {
    let readme = read("README.md");
    let example = read("src/config/example.toml");
    for head in example.lines().filter(|line| line.starts_with('[')) {
        assert!(readme.contains(&format!("`{head}`")), "README.md lacks {head}");
    }
}

#[test]
fn all_run_the_same_tests() {
    let (readme, run) = (read("README.md"), read(".ci/run"));
    let command =
        code(&readme).into_iter().find(|line| line.contains("cargo test")).expect("the README's test command");
    let steps: Vec<&str> = command.split(" && ").collect();
    assert!(steps.len() == 2 && steps[0].starts_with("./packaging/"), "{command}");
    assert!(run.contains(&format!("\n{}\n", steps.join("\n"))), ".ci/run does not run, line by line: {command}");
}

#[test]
fn the_readmes_links_lead_somewhere() {
    let readme = read("README.md");
    let targets = readme.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    let paths: BTreeSet<&str> = targets.filter(|target| !target.contains("://") && !target.starts_with('#')).collect();
    for path in &paths {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists(), "{path} is not there");
    }
    assert!(!paths.is_empty());
}

#[test]
fn the_changelog_has_its_form() {
    let changelog = read("CHANGELOG.md");
    assert!(changelog.starts_with("# Changelog\n"));
    let mut heads = changelog.lines().filter_map(|line| line.strip_prefix("## "));
    assert_eq!(heads.next(), Some("[Unreleased]"));
    for head in heads {
        let (version, date) = head.split_once(" - ").unwrap_or_else(|| panic!("{head}: [1.2.3] - 2026-01-31"));
        let version = version.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
        assert!(version.split('.').filter_map(|part| part.parse::<u32>().ok()).count() == 3, "{head}");
        assert!(date.parse::<jiff::civil::Date>().is_ok(), "{head}");
    }
    let kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    for kind in changelog.lines().filter_map(|line| line.strip_prefix("### ")) {
        assert!(kinds.contains(&kind), "{kind} is none of {kinds:?}");
    }
}
