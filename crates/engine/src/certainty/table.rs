//! The sums of all cities per facet, gaps filled anew for some draws at a time. Pure.

use super::facets::Facets;
use super::gaps::{Gap, Gaps};
use crate::compare::{self, Sums, WHOLE};
use crate::directory::{CityIx, Directory};
use crate::quantise::Cell;
use crate::random::Random;
use crate::suggest::Subject;
use city_peers_kernel as kernel;
use city_peers_kernel::linear::{FOUR, Line, Lines, Weighting};

/// What is compared.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub(super) directory: &'a Directory,
    pub(super) facets: &'a Facets,
    pub(super) subject: &'a Subject,
    pub(super) lines: &'a [Option<(f64, f64)>],
    pub(super) gaps: &'a Gaps,
}

/// The sums of all cities per facet, ready for any weighting.
pub(super) struct Table {
    /// Values of the asking city, gaps filled.
    cells: Vec<Cell>,
    /// Per facet, the sums of what is stated.
    stated: Vec<Vec<Sums>>,
    /// Cities with gaps in the directory's order.
    pub(super) gapped: Vec<CityIx>,
    /// All others, row by row; countries begin at a multiple of four, what is skipped is nobody.
    pub(super) whole: Vec<Option<CityIx>>,
    /// Row of every city without gaps.
    row_of: Vec<u32>,
    /// Where runs of one country begin, and whether so many only count of it.
    pub(super) runs: Vec<(usize, bool)>,
    /// Whether countries are capped.
    capped: bool,
    /// The rows of all cities without gaps: the same in all fillings, unless the asking city has gaps.
    pub(super) still: Lines,
    /// The rows of the cities with gaps.
    pub(super) moving: Lines,
}

impl Table {
    pub(super) fn new(given: Given<'_>, capped: bool) -> Table {
        let directory = given.directory;
        let mut table = Table {
            cells: given.subject.cells.clone(),
            stated: Vec::new(),
            gapped: given.gaps.cities.iter().map(|gap| gap.0).collect(),
            whole: Vec::new(),
            row_of: vec![0; directory.len()],
            runs: Vec::new(),
            capped,
            still: Lines::default(),
            moving: Lines::default(),
        };
        table.compare(given);
        table
    }

    /// Compares with all cities as far as values are stated.
    fn compare(&mut self, given: Given<'_>) {
        let directory = given.directory;
        let stated = given.facets.of.iter().map(|&(facet, ..)| {
            let mut scales = vec![0; directory.catalogue.facets.len()];
            if let Some(scale) = scales.get_mut(facet) {
                *scale = 1;
            }
            let columns = &directory.cities.columns;
            let lanes = compare::lanes(
                &directory.catalogue,
                columns,
                &self.cells,
                &given.facets.within,
                &scales,
                |_| true,
            );
            kernel::sums(directory.len(), &lanes)
        });
        self.stated = stated.collect();
        let facets = self.stated.len();
        self.still = Lines::new(facets, directory.len() - self.gapped.len());
        self.moving = Lines::new(facets, self.gapped.len());
        self.whole.clear();
        self.runs.clear();
        let mut last = None;
        let (mut code, mut of) = (None, None);
        let mut gapped = self.gapped.iter().peekable();
        let mut row = Vec::new();
        for (city, line) in directory.indices().zip(given.lines) {
            let line = line.filter(|_| Some(city) != given.subject.city);
            row.clear();
            let sums = self.stated.iter();
            row.extend(sums.map(|sums| floats(sums.get(city.ix()).copied().unwrap_or_default())));
            let rows = match gapped.next_if_eq(&&city) {
                Some(_) => &mut self.moving,
                None => {
                    // Cities of a country follow each other: its name need not be looked at for each.
                    let next = directory.cities.country.get(city.ix());
                    if code != next {
                        code = next;
                        of = directory.country_at(city).filter(|_| self.capped);
                    }
                    if last != Some(of) {
                        while !self.whole.len().is_multiple_of(FOUR) {
                            self.whole.push(None);
                            self.still.push(None);
                        }
                        self.runs.push((self.whole.len(), of.is_some()));
                        last = Some(of);
                    }
                    if let Some(row) = self.row_of.get_mut(city.ix()) {
                        *row = self.whole.len() as u32;
                    }
                    self.whole.push(Some(city));
                    &mut self.still
                }
            };
            rows.push(line.map(|(a, b)| Line {
                sums: &row,
                a: a as f32,
                b: b as f32,
            }));
        }
    }

    /// The score of a city.
    pub(super) fn score(&self, city: CityIx, weighting: &Weighting) -> f32 {
        match self.gapped.binary_search(&city) {
            Ok(at) => self.moving.score(at, weighting),
            Err(_) => {
                let row = self.row_of.get(city.ix());
                row.map_or(f32::NEG_INFINITY, |at| {
                    self.still.score(*at as usize, weighting)
                })
            }
        }
    }

    /// Fills all gaps anew.
    pub(super) fn fill(&mut self, given: Given<'_>, random: &mut Random) {
        let (directory, gaps) = (given.directory, given.gaps);
        if gaps.asking {
            let columns = directory.cities.columns.iter();
            let stated = given.subject.cells.iter().zip(columns).zip(&gaps.of);
            for (cell, ((stated, column), gap)) in self.cells.iter_mut().zip(stated) {
                if let (Cell::Unknown, Some(gap)) = (stated, gap) {
                    let near = gap.near(directory, given.subject.country);
                    *cell = column.cell(CityIx(gap.draw(near, random)));
                }
            }
            self.compare(given);
        }
        let mut row = Vec::new();
        for (at, (city, unknown)) in gaps.cities.iter().enumerate() {
            let Some((a, b)) = given.lines.get(city.ix()).copied().flatten() else {
                continue;
            };
            let stated = self.stated.iter();
            let mut sums: Vec<Sums> = stated
                .map(|sums| sums.get(city.ix()).copied().unwrap_or_default())
                .collect();
            for gap in unknown {
                self.add(given, &mut sums, gap, random);
            }
            row.clear();
            row.extend(sums.into_iter().map(floats));
            self.moving.set(
                at,
                Line {
                    sums: &row,
                    a: a as f32,
                    b: b as f32,
                },
            );
        }
    }

    /// Adds the difference to a donor of one indicator.
    fn add(
        &self,
        given: Given<'_>,
        sums: &mut [Sums],
        gap: &Gap,
        random: &mut Random,
    ) -> Option<()> {
        let (directory, facets) = (given.directory, given.facets);
        let ix = usize::from(gap.indicator);
        let entry = directory.catalogue.indicators.get(ix)?;
        let donor = CityIx(given.gaps.of.get(ix)?.as_ref()?.draw(gap.donors, random));
        let (ours, theirs) = (*self.cells.get(ix)?, directory.cell(ix, donor));
        let difference = compare::difference(&entry.kind, ours, theirs)?;
        let facet = entry.context()?.0;
        let at = facets.of.iter().position(|f| f.0 == facet)?;
        let (sums, weight) = (sums.get_mut(at)?, u32::from(*facets.within.get(ix)?));
        sums.differences += weight * u32::from(difference);
        sums.known += weight;
        Some(())
    }
}

/// Differences from 0 to 1 times weight, and known weight.
fn floats(sums: Sums) -> (f32, f32) {
    let differences = sums.differences as f32 / f32::from(WHOLE);
    (differences, sums.known as f32)
}
