//! Relations between concepts, gathered from the arcs of all files of a taxonomy: those that one prohibits are gone.

use crate::hash::{HashMap, IndexMap};

/// "None" of a label's role.
pub(crate) const NO_ROLE: u32 = u32::MAX;

/// That one concept stands below another, or adds to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Relation<'a> {
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// Where it stands among those of the same `from`.
    pub(crate) order: f64,
    /// The role of the label to be shown there.
    pub(crate) preferred: u32,
    /// With what it is multiplied before it is added.
    pub(crate) weight: &'a str,
    pub(crate) priority: i32,
    pub(crate) prohibited: bool,
}

/// The relations of a role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Net<'a> {
    pub(crate) relations: Vec<Relation<'a>>,
    /// Where the first of its links stands: source, first byte, length.
    pub(crate) place: (u32, u32, u32),
}

/// The nets of one kind, by the numbers of roles.
pub(crate) type Nets<'a> = IndexMap<u32, Net<'a>>;

impl Net<'_> {
    /// Takes away what is prohibited, what overrides it being there with it, and what is said more than once. The rest is in the order
    /// of the concepts' places.
    pub(super) fn settle(&mut self) {
        type Arc<'a> = (u32, u32, u64, u32, &'a str);
        let mut best: HashMap<Arc<'_>, (i32, bool)> = HashMap::default();
        let key = |relation: &Relation<'_>| (relation.from, relation.to, relation.order.to_bits(), relation.preferred);
        for relation in &self.relations {
            let (from, to, order, preferred) = key(relation);
            let known = best.entry((from, to, order, preferred, relation.weight)).or_insert((relation.priority, relation.prohibited));
            if relation.priority > known.0 {
                *known = (relation.priority, relation.prohibited);
            } else if relation.priority == known.0 {
                known.1 |= relation.prohibited;
            }
        }
        let mut kept: Vec<_> = Vec::with_capacity(self.relations.len());
        for relation in std::mem::take(&mut self.relations) {
            let (from, to, order, preferred) = key(&relation);
            if best.remove(&(from, to, order, preferred, relation.weight)).is_some_and(|(_, prohibited)| !prohibited) {
                kept.push(relation);
            }
        }
        // Stable: what has the same order stays as it was read.
        crate::order::sort_by(&mut kept, |one, other| one.from.cmp(&other.from).then(one.order.total_cmp(&other.order)));
        self.relations = kept;
    }

    /// The relations from a concept, in their order.
    pub(crate) fn from(&self, concept: u32) -> &[Relation<'_>] {
        let start = self.relations.partition_point(|relation| relation.from < concept);
        let rest = &self.relations[start..];
        &rest[..rest.partition_point(|relation| relation.from == concept)]
    }
}

#[cfg(test)]
mod tests {
    use super::{NO_ROLE, Net, Relation};

    #[test]
    fn what_is_prohibited_is_gone_and_may_come_again() {
        let of = |to, order, priority, prohibited| Relation { from: 1, to, order, preferred: NO_ROLE, weight: "", priority, prohibited };
        let relations = vec![
            of(4, 2.0, 0, false),
            of(2, 1.0, 0, false),
            of(3, 1.5, 0, false),
            of(3, 1.5, 1, true),
            of(4, 2.0, 0, false),
            of(2, 1.0, 1, true),
            of(2, 1.0, 2, false),
        ];
        let mut net = Net { relations, ..Net::default() };
        net.settle();
        assert_eq!(net.from(1).iter().map(|relation| relation.to).collect::<Vec<_>>(), [2, 4]);
        assert!(net.from(0).is_empty());
    }
}
