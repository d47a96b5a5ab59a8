//! The longer texts of `--help` and of the manual. Declares only.

/// Below the name of the command.
pub const MAIN: &str = "\
Checks, builds and queries directories of city profiles

A city network keeps profiles of cities and practices as text files in a source folder. This command checks them, builds \
the directory that web pages load, shows it, answers questions to it, and pairs and groups cities for forums.

Unknown stays unknown: an empty cell or a missing field is never taken for zero. Where there are errors, nothing is written.";

/// At the end of the help of the command as a whole.
pub const AFTER: &str = "\
Examples:
  city-peers new directory first-network
  city-peers validate my-network/
  city-peers build my-network/ --out public/directory
  city-peers serve public/directory
  city-peers suggest public/directory --city kr-seoul --topics flood-management

Exit codes:
  0  all went well; there may be warnings
  1  the input has errors, or the work could not be done; the last line says why
  2  the command was called wrongly

Environment:
  NO_COLOR           where it is set, there are no colours
  CITY_PEERS_WIDGET  folder of the widget for: city-peers serve

Problems and progress go to standard error, results to standard output.
Help on one command: city-peers help suggest";

/// What `--help` says below the first line, by subcommand.
pub const LONG: [(&str, &str); 19] = [
    (
        "new",
        "Templates name every field with its meaning, unit and codes, from the catalogue and the vocabulary of the folder. \
         Files that exist are never overwritten.",
    ),
    (
        "import",
        "What cannot be taken over is named with its place; nothing is guessed. The files that are written are source files: \
         read them, correct them, and keep them under version control.",
    ),
    (
        "validate",
        "All problems are named at once, each with its file, its place and what to do. Errors keep a directory from being \
         built; warnings do not. Nothing is written.",
    ),
    (
        "build",
        "A directory is a folder of static files for any web server. The same input gives the same bytes; where anything \
         fails, the earlier directory stays as it was.",
    ),
    (
        "diff",
        "Names cities and practices that came, went or changed, and cities whose first suggestions are others now: to be read \
         before a new build is published.",
    ),
    (
        "report",
        "One look at a directory as a whole: which values are known and which are missing, how evenly cities are suggested, \
         which statements grow old.",
    ),
    (
        "serve",
        "A page with the widget, the lines to copy into a page of one's own, and the files as a careful web server would send \
         them: types, caching, a strict Content Security Policy. It answers to this machine alone, and needs no internet.",
    ),
    (
        "suggest",
        "The same answer as the widget gives in the browser, to the last digit: partner cities with what makes them alike and \
         what sets them apart, and practices with how they fit.",
    ),
    (
        "render",
        "The same views as the widget shows, in the same words, with every fold open and without what only script can do: to \
         put between <city-peers> and </city-peers>, where the widget takes its place, or as pages of their own.",
    ),
    (
        "explain",
        "Indicator by indicator: what makes the two alike, what sets them apart, how far needs meet offers, and what keeps the \
         other city from being suggested.",
    ),
    (
        "compare",
        "Values and statements of a few cities next to each other. What a city has not stated is shown as unknown.",
    ),
    (
        "practices",
        "Each practice with what it took and what came of it; for a city also what fits, what has to be adapted and what is \
         unknown.",
    ),
    (
        "pair",
        "Every city on the list meets one other, so that what they can share is worth most in total; cities that work \
         together already, share no language or are kept apart do not meet where that is asked for. Who is left over is named.",
    ),
    (
        "cohorts",
        "Groups of cities that have much to learn from each other, with as many countries as possible in each. Nobody is left \
         out in silence.",
    ),
    (
        "evaluate",
        "Figures for those who ask whether suggestions are any good: how often known partners are found, who is suggested too \
         often or never, and how much depends on weights and gaps.",
    ),
    (
        "reference",
        "Likeness is measured against pairs of cities of the directory. Fixed in reference.toml, their figures stay as they \
         are when cities are added.",
    ),
    (
        "schema",
        "For editors, which then explain fields and mark mistakes, and for programs that write such files. The schemas are \
         JSON Schema 2020-12.",
    ),
    (
        "completions",
        "The text goes to standard output; the shell reads it from a file of its own.",
    ),
    (
        "man",
        "Pages in the format of man(1), made from the same texts as --help.",
    ),
];
