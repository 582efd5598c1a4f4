//! Who an actor was on a day: what government held the state, what office the person.

use legation_core::{Actor, Sector, Span};
use legation_lexicon::data::{Entity, EntityKind, NameRole};

use super::Coder;
use crate::mention::{Mention, Who};

impl Coder<'_> {
    /// The actor that a mention stands for on a day; `named` are the words that name it, which a pronoun leaves to others.
    pub(super) fn actor(&self, m: &Mention, named: &str, span: Span, day: u32) -> Actor {
        match &m.who {
            Who::Entity { entity, role, sector } => {
                self.entity_actor((*entity, *role, sector), m, named, span, day)
            }
            Who::Agent { sector, owner, branch, .. } => {
                let own = Sector::from_code(sector);
                let Some(owner) = owner else {
                    return Actor {
                        id: None,
                        name: named.to_owned(),
                        country: None,
                        sector: own,
                        quantifier: m.quantifier,
                        span,
                    };
                };
                let at = self.standing(*owner, day);
                let e = self.lexicon.entity(at);
                // A ministry acts for its government, and its head too; other agents have no identity of their own.
                let id = (*branch && matches!(own, Some(Sector::Gov))
                    || e.countries.is_empty()
                    || e.kind == EntityKind::Group)
                    .then(|| e.id.clone());
                let sector = match e.kind {
                    EntityKind::Organisation if matches!(own, Some(Sector::Gov) | None) => {
                        Sector::from_code(&e.sector)
                    }
                    EntityKind::Group
                        if matches!(own, Some(Sector::Gov | Sector::Mil | Sector::Cvl) | None) =>
                    {
                        Sector::from_code(&e.sector)
                    }
                    _ => own,
                };
                Actor {
                    id,
                    name: named.to_owned(),
                    country: e.countries.first().cloned(),
                    sector,
                    quantifier: m.quantifier,
                    span,
                }
            }
            Who::States => Actor {
                id: None,
                name: named.to_owned(),
                country: None,
                sector: Some(Sector::Gov),
                quantifier: m.quantifier,
                span,
            },
            Who::Named => Actor {
                id: None,
                name: named.to_owned(),
                country: None,
                sector: None,
                quantifier: m.quantifier,
                span,
            },
        }
    }

    fn entity_actor(
        &self,
        (entity, role, sector): (u32, NameRole, &str),
        m: &Mention,
        named: &str,
        span: Span,
        day: u32,
    ) -> Actor {
        let at = if matches!(role, NameRole::People) { entity } else { self.standing(entity, day) };
        let e = self.lexicon.entity(at);
        let mut country = e.countries.first().cloned();
        let mut code = if sector.is_empty() { e.sector.as_str() } else { sector };
        if e.kind == EntityKind::Person {
            let term = e
                .terms
                .iter()
                .rev()
                .find(|t| t.validity.meets(day, day))
                .or_else(|| e.terms.iter().rev().find(|t| t.validity.from <= day))
                .or(e.terms.first());
            if let Some(term) = term {
                if let Some((_, owner)) = self.lexicon.entity_by_id(&term.owner) {
                    country = owner.countries.first().cloned();
                    if owner.kind == EntityKind::Organisation {
                        code = &owner.sector;
                    }
                }
                if !term.validity.meets(day, day) && term.validity.to < day {
                    code = "ELI";
                }
            }
        }
        if e.kind == EntityKind::Party && e.holds.iter().any(|h| h.meets(day, day)) {
            code = "GOV";
        }
        let id = match role {
            NameRole::People => None,
            NameRole::Legislature | NameRole::Military => None,
            NameRole::Branch if code != "GOV" => None,
            _ => Some(e.id.clone()),
        };
        let name = match role {
            NameRole::People | NameRole::Legislature | NameRole::Military | NameRole::Branch => {
                named.to_owned()
            }
            _ => e.name.clone(),
        };
        Actor { id, name, country, sector: Sector::from_code(code), quantifier: m.quantifier, span }
    }

    /// Who stands for an entity on a day: the government that holds a state, the movement behind a government out of
    /// power, the government that a movement has become.
    pub(super) fn standing(&self, entity: u32, day: u32) -> u32 {
        let e = self.lexicon.entity(entity);
        let holder = |test: &dyn Fn(&Entity) -> bool| {
            self.lexicon.governments().iter().copied().find(|&n| {
                let g = self.lexicon.entity(n);
                g.holds.iter().any(|h| h.meets(day, day)) && test(g)
            })
        };
        let other = match e.kind {
            EntityKind::State => holder(&|g| g.countries.first() == Some(&e.id)),
            EntityKind::Group => holder(&|g| g.movement.as_deref() == Some(&e.id)),
            EntityKind::Government if !e.holds.iter().any(|h| h.meets(day, day)) => {
                e.movement.as_deref().and_then(|m| self.lexicon.entity_by_id(m)).map(|(n, _)| n)
            }
            _ => None,
        };
        other.unwrap_or(entity)
    }
}
