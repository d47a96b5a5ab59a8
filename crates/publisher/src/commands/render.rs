//! `render`: suggestions as static HTML, for one city or many. Reads files, writes some where asked to.

use super::asked::Read;
use super::output::{folder, write};
use super::suggest::only;
use super::{Failure, forum, report};
use crate::cli::{Render, RenderFormat};
use crate::parallel;
use crate::problem::Problems;
use crate::published::Opened;
use crate::render::{self, Spoken, plain, style};
use crate::reporter::Reporter;
use crate::texts::intl::Intl;
use crate::words::{grouped, size};
use city_peers::render::{Answer, Look, Renderer};
use city_peers_engine::portfolio;
use city_peers_engine::practices;
use city_peers_engine::search::NameTable;
use city_peers_engine::suggest::{Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use std::path::Path;
use std::time::Instant;

/// Cities that one thread works on before it says how far it is. What it needs is made anew for each lot: a copy of the
/// directory among it.
const LOT: usize = 64;

/// Renders suggestions.
///
/// # Errors
/// When the directory cannot be opened, the question makes no sense in it, or a file cannot be written.
pub fn run(args: &Render, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    if args.format == RenderFormat::Style {
        return done(args.out.as_deref(), style::style());
    }
    let many = args.all_cities || args.cities.is_some();
    let Some(out) = args.out.as_ref().filter(|_| many) else {
        if many {
            let what = "several cities are several files: name a folder for them with --out";
            return Err(Failure(what.to_owned()));
        }
        return one(args, reporter);
    };
    if out.is_file() {
        let out = out.display();
        return Err(Failure(format!(
            "{out} is a file; several cities are several files: name a folder for them with --out"
        )));
    }
    several(args, out, reporter)
}

/// Writes a text to its file, or gives it back to be printed.
fn done(out: Option<&Path>, text: String) -> Result<String, Failure> {
    let Some(out) = out else {
        return Ok(text);
    };
    write(out, &text)?;
    Ok(format!("{}: {}\n", out.display(), size(text.len())))
}

fn one(args: &Render, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    if args.out.as_ref().is_some_and(|out| out.is_dir()) {
        let out = args.out.as_deref().unwrap_or(Path::new("."));
        let out = out.display();
        return Err(Failure(format!(
            "{out} is a folder: name a file in it with --out"
        )));
    }
    let read = Read::from(args.dir.as_ref(), &args.from, 0, reporter)?;
    let us = read.side(args.city.as_ref(), args.profile.as_ref(), reporter)?;
    let us = us.ok_or_else(|| {
        Failure(
            "name a --city or a --profile; for several cities --cities or --all-cities".to_owned(),
        )
    })?;
    let job = Job::new(args, &read, reporter)?;
    let renderer = job.renderer();
    let ranker = Ranker::new(renderer.directory(), &job.query);
    let text = job.text(&renderer, &ranker, us.subject, us.name, &|_| None)?;
    if args.format == RenderFormat::Page && args.style.is_none() {
        match &args.out {
            Some(out) => write(&out.with_file_name(style::FILE), &style::style())?,
            None => reporter.progress(&format!(
                "note: the page links {}; write it beside the page with: city-peers render --format style --out {0}",
                style::FILE
            )),
        }
    }
    done(args.out.as_deref(), text)
}

fn several(args: &Render, out: &Path, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let begun = Instant::now();
    let read = Read::from(args.dir.as_ref(), &args.from, 0, reporter)?;
    let job = Job::new(args, &read, reporter)?;
    let cities = chosen(args, &read, reporter)?;
    folder(out)?;
    if args.format == RenderFormat::Page && args.style.is_none() {
        write(&out.join(style::FILE), &style::style())?;
    }
    let mut there = vec![false; read.directory().len()];
    for city in &cities {
        if let Some(there) = there.get_mut(city.ix()) {
            *there = true;
        }
    }
    let lots: Vec<&[CityIx]> = cities.chunks(LOT).collect();
    let (mut written, mut bytes, mut failed) = (0, 0, None);
    parallel::each(
        &lots,
        |lot| job.lot(lot, &there, out),
        |_, result| {
            match result {
                Ok(lot) => {
                    written += lot.0;
                    bytes += lot.1;
                    let (done, all) = (grouped(written as u64), grouped(cities.len() as u64));
                    reporter.step(&format!("{done} of {all} cities rendered"));
                }
                Err(failure) => failed = Some(failure),
            }
            failed.is_none()
        },
    );
    reporter.step("");
    if let Some(failure) = failed {
        return Err(failure);
    }
    Ok(format!(
        "{}: {} files, {}, in {:.1} s\n",
        out.display(),
        grouped(written as u64),
        size(bytes),
        begun.elapsed().as_secs_f64()
    ))
}

/// The cities that are asked for.
fn chosen(args: &Render, read: &Read, reporter: &mut dyn Reporter) -> Result<Vec<CityIx>, Failure> {
    let Some(file) = &args.cities else {
        return Ok(read.directory().indices().collect());
    };
    let mut problems = Problems::default();
    let names = Intl::new(crate::texts::DEFAULT);
    let cities = forum::cities(read.directory(), &names, file, &mut problems)?;
    report(&problems, reporter)?;
    Ok(cities)
}

/// What all pages of a call share.
struct Job<'a> {
    args: &'a Render,
    opened: &'a Opened,
    names: &'a [NameTable],
    spoken: Spoken,
    query: Query,
    only: only::Filter<'a>,
}

impl<'a> Job<'a> {
    fn new(
        args: &'a Render,
        read: &'a Read,
        reporter: &mut dyn Reporter,
    ) -> Result<Job<'a>, Failure> {
        Ok(Job {
            query: read.query(&args.question, reporter)?,
            only: only::Filter::new(read.directory(), &args.only)?,
            spoken: Spoken::new(&read.texts),
            opened: &read.opened,
            names: &read.names,
            args,
        })
    }

    fn renderer(&self) -> Renderer {
        Renderer::new(
            self.opened.directory.clone(),
            self.opened.practices.clone(),
            self.names.to_vec(),
            self.spoken.language(),
        )
    }

    /// Writes the files of some cities; how many, and their bytes.
    fn lot(
        &self,
        cities: &[CityIx],
        there: &[bool],
        out: &Path,
    ) -> Result<(usize, usize), Failure> {
        let renderer = self.renderer();
        let directory = renderer.directory();
        let ranker = Ranker::new(directory, &self.query);
        let page = |city: CityIx| {
            let is_there = there.get(city.ix()).copied().unwrap_or_default();
            (is_there && self.args.format == RenderFormat::Page).then(|| file(directory, city))
        };
        let mut bytes = 0;
        for &city in cities {
            let subject = Subject::of_city(directory, city);
            let text = self.text(&renderer, &ranker, subject, String::new(), &page)?;
            bytes += text.len();
            write(&out.join(file(directory, city)), &text)?;
        }
        Ok((cities.len(), bytes))
    }

    /// The HTML of one city.
    fn text(
        &self,
        renderer: &Renderer,
        ranker: &Ranker<'_>,
        subject: Subject,
        name: String,
        page: &dyn Fn(CityIx) -> Option<String>,
    ) -> Result<String, Failure> {
        let args = self.args;
        let directory = ranker.directory();
        let certain = self.only.is_all();
        let (scores, compared) = self.only.scores(ranker, &subject);
        let mut suggestions = ranker.list(&subject, &scores);
        if !certain {
            suggestions.compared = compared;
        }
        let id = subject.city.map_or("profile", |city| directory.id(city));
        let prefix = match &args.id_prefix {
            Some(prefix) => prefix.clone(),
            None => format!("cp-{}", plain(id)),
        };
        let is_page = args.format == RenderFormat::Page;
        let look = Look {
            heading: args.heading_level.unwrap_or(if is_page { 1 } else { 2 }),
            prefix: &prefix,
            map: args.map,
            page,
        };
        let answer = Answer {
            ranker,
            portfolio: portfolio::by_scores(ranker, &subject, &scores),
            practices: practices::suggest(directory, &self.opened.practices, &subject, &self.query),
            subject,
            name,
            suggestions,
            certain,
        };
        let rendered = renderer.suggestion(answer, look);
        let style = args.style.as_deref().unwrap_or(style::FILE);
        Ok(match is_page {
            true => render::page(&rendered, style),
            false => rendered.html,
        })
    }
}

/// Name of the file of a city.
fn file(directory: &Directory, city: CityIx) -> String {
    format!("{}.html", plain(directory.id(city)))
}
