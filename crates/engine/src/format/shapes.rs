//! Which fields of which type go into published files, in which order. Every file of a format version relies on it:
//! a change here is a new version.

use super::wire::{wire_enum, wire_struct};
use crate::directory::{Circle, CityIx, Years};
use crate::exchange::Statement;
use crate::model::{
    Better, Budget, BudgetKind, Catalogue, Code, CodedNeed, Contact, ContactKind, Counts,
    Criterion, Evidence, Facet, Goal, Indicator, Kind, Media, Meta, Need, Offer, Origin, Outcome,
    Practice, Profile, Replication, ReportStatus, Requirements, Review, Role, Scale, Source,
    SourceRef, Staff, Term, TieKind, TopicPurposes, Value, Vocabulary,
};
use crate::practices::{Entry, IndicatorNote, Practices, Report};
use crate::reference::Reference;

impl super::wire::Wire for CityIx {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }
    fn take(reader: &mut super::wire::Reader<'_>) -> Self {
        CityIx(super::wire::Wire::take(reader))
    }
}

wire_struct! {
    Meta { id, title, publisher, licence, languages, updated, credits }
    Counts { cities, countries, practices, practice_cities, ties }
    Catalogue { facets, indicators, main }
    Facet { id, label, definition, weight }
    Indicator { id, label, definition, unit, kind, role, criterion, far, source }
    Code { code, label, parent }
    Vocabulary { topics, lists }
    Term { code, label, definition, sdgs }
    TopicPurposes { factors }
    Reference { shrink, mean_difference, likeness_words }
    Years { first, count }
    Statement { needs, offers, offers_stated }
    Circle { networks, modes }

    Practices { lists, notes, entries }
    IndicatorNote { definition, source }
    Entry { city, adopters, cost, reports, practice }
    Report { city, status, changes, obstacles, result, contact }
    Practice {
        id, title, city, country, lat, lon, start_year, end_year, sdgs, targets, topics,
        forum_themes, principles, frameworks, hazards, problem, summary, budget, finance_sources,
        staff, stakeholders, duration_months, obstacles, adaptation, enablers, requires, results,
        evidence, replicated_in, sources,
    }
    Budget { amount, currency, year, kind, note, source, comparable }
    Staff { fte, note, source }
    Requirements {
        min_population, max_population, climate, terrain, powers, infrastructure, capacities,
        hazards,
    }
    CodedNeed { code, critical }
    Outcome { indicator, before, after, unit, note, year, source }
    Replication { city, country, year, source }
    SourceRef { url, title, publisher }

    Profile {
        id, name, country, lat, lon, time_zone, languages, values, needs, offers, goals,
        philosophy, concept, networks, frameworks, modes, contacts, media, reviews, origin,
        sources, updated,
    }
    Need { topic, importance, note }
    Offer { topic, strength, practices, note }
    Goal { sdg, priority, target, text }
    Contact { office, kind, email, url }
    Media { kind, url, caption }
    Review { year, url, sdgs }
    Source { url, title, year, note }
}

wire_enum! {
    Kind {
        0 Number { scale, low, high },
        1 Ordered { levels },
        2 Category { codes, parents },
        3 Tags { codes },
    }
    Role { 0 Context { facet, weight }, 1 Outcome { better, sdg } }
    Scale { 0 Linear, 1 Log }
    Better { 0 Higher, 1 Lower }
    Criterion {
        0 Population, 1 Climate, 2 Terrain, 3 Hazards, 4 Powers, 5 Infrastructure, 6 Capacities,
        7 Money,
    }
    TieKind { 0 Twin, 1 Memorandum, 2 NetworkProject }
    BudgetKind { 0 Capital, 1 Annual, 2 Total, 3 Unit }
    ReportStatus { 0 Planned, 1 Running, 2 Stopped }
    Evidence { 0 Reported, 1 Monitored, 2 Evaluated }
    Value { 0 Number(number), 1 Code(code), 2 Codes(codes) }
    Origin { 0 Submitted, 1 OpenData }
    ContactKind {
        0 LocalGovernment, 1 ResearchInstitute, 2 NationalMinistry, 3 Network, 4 Other,
    }
}
