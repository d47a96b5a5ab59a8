//! Maximum-weight matching in any graph, exact: Edmonds' blossoms with dual variables, on integers. Pure.
//!
//! J. Edmonds, "Maximum matching and a polyhedron with 0,1-vertices" (1965), in the form of Z. Galil, "Efficient
//! algorithms for finding maximum matching in graphs" (1986), on a dense table: time of order n³, memory of order n².
//! The crates that offer it bring threads and random hashes (rustworkx-core) or are no longer kept (mwmatching).
//!
//! Vertices count from 1 in here, blossoms follow them; 0 is nobody. Dual variables are doubled, so all stays whole.

use std::collections::VecDeque;

/// A matching and the proof that none is heavier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// Per vertex: the vertex it is matched with.
    pub mates: Vec<Option<usize>>,
    /// Sum of the weights of the matched edges.
    pub weight: i64,
    /// Twice the value of the dual solution: no matching weighs more than half of it, so that the matching is
    /// proven the heaviest where this is twice its weight.
    pub twice_bound: i64,
}

/// Largest weight of an edge that the sums are made for; heavier edges count as this heavy.
pub const HEAVIEST: i64 = i64::MAX >> 14;

/// Finds the matching of the greatest weight among `count` vertices.
///
/// `weight` gives the weight of an edge (it is asked for a < b), `None` or less than 1 where there is no edge. To match as many vertices as
/// possible, add the same large number to every weight. The same weights give the same matching.
pub fn heaviest(count: usize, weight: impl FnMut(usize, usize) -> Option<i64>) -> Matching {
    Search::new(count, weight).run()
}

/// A list with checked access: reading beyond the end gives the default, writing there does nothing.
#[derive(Clone, Debug)]
struct Cells<T>(Vec<T>);

impl<T: Copy + Default> Cells<T> {
    fn new(count: usize) -> Self {
        Cells(vec![T::default(); count])
    }

    #[inline]
    fn at(&self, ix: usize) -> T {
        self.0.get(ix).copied().unwrap_or_default()
    }

    #[inline]
    fn put(&mut self, ix: usize, value: T) {
        if let Some(cell) = self.0.get_mut(ix) {
            *cell = value;
        }
    }
}

/// An edge between two vertices; weight 0 = none.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    from: u32,
    to: u32,
    weight: i64,
}

/// Where a vertex or blossom is in the search trees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Side {
    /// In no tree.
    #[default]
    Outside,
    /// An even number of edges from the root.
    Even,
    /// An odd number.
    Odd,
}

struct Search {
    vertices: usize,
    /// Highest number in use, of vertices and blossoms.
    last: usize,
    side_length: usize,
    /// Edges between vertices and blossoms; that of a blossom is its tightest.
    edges: Vec<Edge>,
    /// Doubled dual variables.
    dual: Cells<i64>,
    /// The vertex at the other end of the matched edge.
    mate: Cells<usize>,
    /// The vertex with the tightest edge to this.
    slack: Cells<usize>,
    /// The outermost blossom that holds this; 0 for a blossom that is not in use.
    outer: Cells<usize>,
    /// The vertex through which this was reached.
    parent: Cells<usize>,
    side: Cells<Side>,
    seen: Cells<u64>,
    visit: u64,
    /// The cycle of each blossom, from its base.
    cycle: Vec<Vec<usize>>,
    /// Which member of a blossom holds a vertex.
    member: Cells<u32>,
    queue: VecDeque<usize>,
}

impl Search {
    fn new(count: usize, mut weight: impl FnMut(usize, usize) -> Option<i64>) -> Search {
        let length = count + count / 2 + 2;
        let mut search = Search {
            vertices: count,
            last: count,
            side_length: length,
            edges: vec![Edge::default(); length * length],
            dual: Cells::new(length),
            mate: Cells::new(length),
            slack: Cells::new(length),
            outer: Cells::new(length),
            parent: Cells::new(length),
            side: Cells::new(length),
            seen: Cells::new(length),
            visit: 0,
            cycle: vec![Vec::new(); length],
            member: Cells::new(length * (count + 1)),
            queue: VecDeque::new(),
        };
        let mut heaviest = 0;
        for a in 1..=count {
            search.outer.put(a, a);
            search.hold(a, a, a);
            for b in a + 1..=count {
                let weight = weight(a - 1, b - 1).unwrap_or(0).clamp(0, HEAVIEST);
                heaviest = heaviest.max(weight);
                let (from, to) = (a as u32, b as u32);
                search.set_edge(a, b, Edge { from, to, weight });
                search.set_edge(
                    b,
                    a,
                    Edge {
                        from: to,
                        to: from,
                        weight,
                    },
                );
            }
        }
        for a in 1..=count {
            search.dual.put(a, heaviest);
        }
        search
    }

    fn run(mut self) -> Matching {
        while self.grow() {}
        let mate = |v: usize| self.mate.at(v).checked_sub(1);
        let mates: Vec<Option<usize>> = (1..=self.vertices).map(mate).collect();
        let matched = |v: usize| self.edge(v, self.mate.at(v)).weight;
        let weight = (1..=self.vertices)
            .filter(|&v| self.mate.at(v) > v)
            .map(matched)
            .sum();
        let of_vertices: i64 = (1..=self.vertices).map(|v| self.dual.at(v)).sum();
        let of_blossoms: i64 = self
            .blossoms()
            .map(|b| self.dual.at(b) * (self.vertices_of(b).len() as i64 / 2))
            .sum();
        Matching {
            mates,
            weight,
            twice_bound: of_vertices + of_blossoms,
        }
    }

    /// All blossoms in use, inner ones too.
    fn blossoms(&self) -> impl Iterator<Item = usize> {
        (self.vertices + 1..=self.last).filter(|&b| self.outer.at(b) != 0)
    }

    fn vertices_of(&self, x: usize) -> Vec<usize> {
        if x <= self.vertices {
            return vec![x];
        }
        let members = self.cycle.get(x).into_iter().flatten();
        members.flat_map(|&m| self.vertices_of(m)).collect()
    }

    #[inline]
    fn edge(&self, a: usize, b: usize) -> Edge {
        self.edges
            .get(a * self.side_length + b)
            .copied()
            .unwrap_or_default()
    }

    fn set_edge(&mut self, a: usize, b: usize, edge: Edge) {
        if let Some(cell) = self.edges.get_mut(a * self.side_length + b) {
            *cell = edge;
        }
    }

    /// Which member of blossom `b` holds `vertex`; 0 where none does.
    fn holder(&self, b: usize, vertex: usize) -> usize {
        self.member.at(b * (self.vertices + 1) + vertex) as usize
    }

    fn hold(&mut self, b: usize, vertex: usize, member: usize) {
        self.member
            .put(b * (self.vertices + 1) + vertex, member as u32);
    }

    /// How far an edge is from being tight, doubled.
    #[inline]
    fn reserve(&self, edge: Edge) -> i64 {
        self.dual.at(edge.from as usize) + self.dual.at(edge.to as usize) - 2 * edge.weight
    }

    fn relax(&mut self, from: usize, x: usize) {
        let known = self.slack.at(x);
        if known == 0 || self.reserve(self.edge(from, x)) < self.reserve(self.edge(known, x)) {
            self.slack.put(x, from);
        }
    }

    fn reset_slack(&mut self, x: usize) {
        self.slack.put(x, 0);
        for from in 1..=self.vertices {
            let outer = self.outer.at(from);
            if self.edge(from, x).weight > 0 && outer != x && self.side.at(outer) == Side::Even {
                self.relax(from, x);
            }
        }
    }

    fn enqueue(&mut self, x: usize) {
        self.queue.extend(self.vertices_of(x));
    }

    fn set_outer(&mut self, x: usize, outer: usize) {
        self.outer.put(x, outer);
        if x > self.vertices {
            for member in self.cycle.get(x).cloned().unwrap_or_default() {
                self.set_outer(member, outer);
            }
        }
    }

    /// The even number of steps from the base of `b` to `member`; turns the cycle round where it is odd.
    fn even_way(&mut self, b: usize, member: usize) -> usize {
        let Some(cycle) = self.cycle.get_mut(b) else {
            return 0;
        };
        let steps = cycle.iter().position(|&m| m == member).unwrap_or(0);
        if steps % 2 == 0 {
            return steps;
        }
        if let Some(rest) = cycle.get_mut(1..) {
            rest.reverse();
        }
        cycle.len() - steps
    }

    fn set_mate(&mut self, x: usize, other: usize) {
        let edge = self.edge(x, other);
        self.mate.put(x, edge.to as usize);
        if x <= self.vertices {
            return;
        }
        let entry = self.holder(x, edge.from as usize);
        let steps = self.even_way(x, entry);
        let cycle = self.cycle.get(x).cloned().unwrap_or_default();
        for pair in cycle.get(..steps).unwrap_or_default().chunks_exact(2) {
            if let [a, b] = *pair {
                self.set_mate(a, b);
                self.set_mate(b, a);
            }
        }
        self.set_mate(entry, other);
        if let Some(cycle) = self.cycle.get_mut(x) {
            cycle.rotate_left(steps);
        }
    }

    /// Swaps matched and unmatched edges from `x` to the root of its tree.
    fn augment(&mut self, mut x: usize, mut other: usize) {
        loop {
            let before = self.outer.at(self.mate.at(x));
            self.set_mate(x, other);
            if before == 0 {
                return;
            }
            let parent = self.outer.at(self.parent.at(before));
            self.set_mate(before, parent);
            (x, other) = (parent, before);
        }
    }

    /// Where the ways from `a` and `b` to their roots meet; 0 where they end in two roots.
    fn meeting(&mut self, mut a: usize, mut b: usize) -> usize {
        self.visit += 1;
        while a != 0 || b != 0 {
            if a != 0 {
                if self.seen.at(a) == self.visit {
                    return a;
                }
                self.seen.put(a, self.visit);
                a = self.outer.at(self.mate.at(a));
                if a != 0 {
                    a = self.outer.at(self.parent.at(a));
                }
            }
            std::mem::swap(&mut a, &mut b);
        }
        0
    }

    /// Both halves of the cycle from `x` up to `base`, `base` left out.
    fn way_up(&mut self, mut x: usize, base: usize, cycle: &mut Vec<usize>) {
        while x != base && x != 0 {
            cycle.push(x);
            let odd = self.outer.at(self.mate.at(x));
            cycle.push(odd);
            self.enqueue(odd);
            x = self.outer.at(self.parent.at(odd));
        }
    }

    fn add_blossom(&mut self, a: usize, base: usize, b: usize) {
        let unused = (self.vertices + 1..=self.last).find(|&x| self.outer.at(x) == 0);
        let new = unused.unwrap_or(self.last + 1);
        self.last = self.last.max(new);
        self.dual.put(new, 0);
        self.side.put(new, Side::Even);
        self.mate.put(new, self.mate.at(base));
        let mut cycle = vec![base];
        self.way_up(a, base, &mut cycle);
        if let Some(rest) = cycle.get_mut(1..) {
            rest.reverse();
        }
        self.way_up(b, base, &mut cycle);
        if let Some(kept) = self.cycle.get_mut(new) {
            kept.clone_from(&cycle);
        }
        self.set_outer(new, new);
        for x in 1..=self.last {
            self.set_edge(new, x, Edge::default());
            self.set_edge(x, new, Edge::default());
        }
        for vertex in 1..=self.vertices {
            self.hold(new, vertex, 0);
        }
        for &member in &cycle {
            for x in 1..=self.last {
                let (known, theirs) = (self.edge(new, x), self.edge(member, x));
                let better = theirs.weight > 0
                    && (known.weight == 0 || self.reserve(theirs) < self.reserve(known));
                if better {
                    self.set_edge(new, x, theirs);
                    self.set_edge(x, new, self.edge(x, member));
                }
            }
            for vertex in 1..=self.vertices {
                if self.holder(member, vertex) != 0 {
                    self.hold(new, vertex, member);
                }
            }
        }
        self.reset_slack(new);
    }

    fn expand_blossom(&mut self, b: usize) {
        let members = self.cycle.get(b).cloned().unwrap_or_default();
        for &member in &members {
            self.set_outer(member, member);
        }
        let entry = self.holder(b, self.edge(b, self.parent.at(b)).from as usize);
        let steps = self.even_way(b, entry);
        let cycle = self.cycle.get(b).cloned().unwrap_or_default();
        for pair in cycle.get(..steps).unwrap_or_default().chunks_exact(2) {
            if let [odd, even] = *pair {
                self.parent.put(odd, self.edge(even, odd).from as usize);
                self.side.put(odd, Side::Odd);
                self.side.put(even, Side::Even);
                self.slack.put(odd, 0);
                self.reset_slack(even);
                self.enqueue(even);
            }
        }
        self.side.put(entry, Side::Odd);
        self.parent.put(entry, self.parent.at(b));
        for &member in cycle.get(steps + 1..).unwrap_or_default() {
            self.side.put(member, Side::Outside);
            self.reset_slack(member);
        }
        self.outer.put(b, 0);
    }

    /// Uses a tight edge; whether the matching has grown.
    fn use_edge(&mut self, edge: Edge) -> bool {
        let (a, b) = (
            self.outer.at(edge.from as usize),
            self.outer.at(edge.to as usize),
        );
        match self.side.at(b) {
            Side::Outside => {
                self.parent.put(b, edge.from as usize);
                self.side.put(b, Side::Odd);
                let next = self.outer.at(self.mate.at(b));
                self.slack.put(b, 0);
                self.slack.put(next, 0);
                self.side.put(next, Side::Even);
                self.enqueue(next);
            }
            Side::Even => {
                let base = self.meeting(a, b);
                if base == 0 {
                    self.augment(a, b);
                    self.augment(b, a);
                    return true;
                }
                self.add_blossom(a, base, b);
            }
            Side::Odd => {}
        }
        false
    }

    fn outermost(&self) -> impl Iterator<Item = usize> + use<> {
        let outer: Vec<usize> = (1..=self.last).filter(|&x| self.outer.at(x) == x).collect();
        outer.into_iter()
    }

    /// One more edge into the matching; whether there was one to gain.
    fn grow(&mut self) -> bool {
        for x in 0..=self.last {
            self.side.put(x, Side::Outside);
            self.slack.put(x, 0);
        }
        self.queue.clear();
        for x in self.outermost() {
            if self.mate.at(x) == 0 {
                self.parent.put(x, 0);
                self.side.put(x, Side::Even);
                self.enqueue(x);
            }
        }
        if self.queue.is_empty() {
            return false;
        }
        loop {
            while let Some(a) = self.queue.pop_front() {
                if self.side.at(self.outer.at(a)) == Side::Odd {
                    continue;
                }
                for b in 1..=self.vertices {
                    let edge = self.edge(a, b);
                    if edge.weight > 0 && self.outer.at(a) != self.outer.at(b) {
                        if self.reserve(edge) == 0 {
                            if self.use_edge(edge) {
                                return true;
                            }
                        } else {
                            self.relax(a, self.outer.at(b));
                        }
                    }
                }
            }
            if !self.shift_duals() {
                return false;
            }
            for x in self.outermost() {
                let from = self.slack.at(x);
                if from != 0 && self.outer.at(x) == x && self.outer.at(from) != x {
                    let edge = self.edge(from, x);
                    if self.reserve(edge) == 0 && self.use_edge(edge) {
                        return true;
                    }
                }
            }
            for b in self.vertices + 1..=self.last {
                if self.outer.at(b) == b && self.side.at(b) == Side::Odd && self.dual.at(b) == 0 {
                    self.expand_blossom(b);
                }
            }
        }
    }

    /// Moves the dual variables until an edge becomes tight or a blossom dissolves; false where an unmatched vertex
    /// has come down to 0: then no further edge adds weight.
    fn shift_duals(&mut self) -> bool {
        let mut step = i64::MAX;
        for v in 1..=self.vertices {
            if self.side.at(self.outer.at(v)) == Side::Even {
                step = step.min(self.dual.at(v));
            }
        }
        let floor = step;
        for x in self.outermost() {
            let side = self.side.at(x);
            if x > self.vertices && side == Side::Odd {
                step = step.min(self.dual.at(x) / 2);
            }
            let from = self.slack.at(x);
            if from != 0 {
                let reserve = self.reserve(self.edge(from, x));
                match side {
                    Side::Outside => step = step.min(reserve),
                    Side::Even => step = step.min(reserve / 2),
                    Side::Odd => {}
                }
            }
        }
        for v in 1..=self.vertices {
            match self.side.at(self.outer.at(v)) {
                Side::Even => self.dual.put(v, self.dual.at(v) - step),
                Side::Odd => self.dual.put(v, self.dual.at(v) + step),
                Side::Outside => {}
            }
        }
        for b in self.vertices + 1..=self.last {
            if self.outer.at(b) == b {
                match self.side.at(b) {
                    Side::Even => self.dual.put(b, self.dual.at(b) + 2 * step),
                    Side::Odd => self.dual.put(b, self.dual.at(b) - 2 * step),
                    Side::Outside => {}
                }
            }
        }
        step < floor
    }
}

#[cfg(test)]
mod tests {
    use super::{Matching, Search};
    use crate::random::Random;

    /// A random graph: weights by `weight`, an edge with a chance of `density` in 100.
    fn graph(random: &mut Random, count: usize, density: u64, most: u64) -> Vec<Vec<i64>> {
        let mut weights = vec![vec![0; count]; count];
        for (a, b) in (0..count).flat_map(|a| (0..a).map(move |b| (a, b))) {
            if random.below(100) < density {
                weights[a][b] = 1 + random.below(most) as i64;
                weights[b][a] = weights[a][b];
            }
        }
        weights
    }

    /// The best sum over all matchings of the vertices that a set of bits still holds.
    fn by_trying(weights: &[Vec<i64>], left: u32) -> i64 {
        if left == 0 {
            return 0;
        }
        let a = left.trailing_zeros() as usize;
        let rest = left & (left - 1);
        let mut best = by_trying(weights, rest);
        for b in a + 1..weights.len() {
            if rest >> b & 1 == 1 && weights[a][b] > 0 {
                best = best.max(weights[a][b] + by_trying(weights, rest & !(1 << b)));
            }
        }
        best
    }

    fn solve(weights: &[Vec<i64>]) -> Matching {
        let mut search = Search::new(weights.len(), |a, b| Some(weights[a][b]));
        while search.grow() {}
        // The dual solution is allowed: every edge is covered by its ends and the blossoms round both.
        for a in 1..=weights.len() {
            assert!(search.dual.at(a) >= 0);
            for b in a + 1..=weights.len() {
                if weights[a - 1][b - 1] > 0 {
                    let inside: i64 = search
                        .blossoms()
                        .filter(|&x| search.holder(x, a) != 0 && search.holder(x, b) != 0)
                        .map(|x| search.dual.at(x))
                        .sum();
                    let cover = search.dual.at(a) + search.dual.at(b) + inside;
                    assert!(cover >= 2 * weights[a - 1][b - 1]);
                }
            }
        }
        assert!(search.blossoms().all(|b| search.dual.at(b) >= 0));
        let matching = search.run();
        for (a, mate) in matching.mates.iter().enumerate() {
            if let Some(b) = *mate {
                assert_eq!(matching.mates[b], Some(a));
                assert!(weights[a][b] > 0);
            }
        }
        matching
    }

    #[test]
    fn is_the_best_of_all_matchings() {
        let mut random = Random::new(1);
        for round in 0..3000 {
            let count = 1 + round % 9;
            let density = [20, 40, 70, 100][round % 4];
            let most = [1, 3, 10, 1_000_000][round / 4 % 4];
            let weights = graph(&mut random, count, density, most);
            let matching = solve(&weights);
            assert_eq!(matching.weight, by_trying(&weights, (1 << count) - 1));
        }
    }

    #[test]
    fn proves_itself_the_best_in_large_graphs() {
        let mut random = Random::new(2);
        for round in 0..120 {
            let count = 10 + round;
            let density = [4, 10, 50, 100][round % 4];
            let most = [2, 30, 1_000_000][round % 3];
            let weights = graph(&mut random, count, density, most);
            let matching = solve(&weights);
            assert_eq!(matching.twice_bound, 2 * matching.weight, "round {round}");
        }
    }

    #[test]
    fn nobody_and_one() {
        assert_eq!(solve(&[]).mates, []);
        assert_eq!(solve(&[vec![0]]).mates, [None]);
    }
}
