//! A network's sections in a model file.

use super::{Shape, Weights, features, kernel::MAX_UNITS};
use crate::{
    model::{ModelError, Sections},
    tree::{Upos, Xpos},
};

impl Weights {
    /// Adds the network's sections, whose names begin with `syntax.`.
    pub fn store(&self, sections: &mut Sections) {
        let Shape { width, layers, tag_layer, tag, arc, label, feats } = self.shape;
        let shape: Vec<u8> = [width, layers, tag_layer, tag, arc, label, feats]
            .iter()
            .flat_map(|&n| (n as u32).to_le_bytes())
            .collect();
        sections.add("syntax.shape", shape);
        sections.add("syntax.dense", self.dense.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>());
        sections.add("syntax.keys", self.keys.clone());
        sections.add("syntax.steps", self.steps.clone());
        sections.add("syntax.rows", self.rows.clone());
        sections.add("syntax.feats", self.feats.join("\n").into_bytes());
        let bundles: Vec<u8> =
            self.bundles.iter().flat_map(|&(u, x, f)| [u, x].into_iter().chain(f.to_le_bytes())).collect();
        sections.add("syntax.bundles", bundles);
    }

    /// Reads the network's sections.
    ///
    /// # Errors
    /// If a section is missing, or the sections do not fit together.
    pub fn load(sections: &Sections) -> Result<Self, ModelError> {
        let bytes = sections.get("syntax.shape")?;
        let numbers: Vec<usize> = bytes
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes(b.try_into().unwrap_or_default()) as usize)
            .collect();
        let &[width, layers, tag_layer, tag, arc, label, feats] = numbers.as_slice() else {
            return Err(ModelError::damaged("its network has an unknown shape"));
        };
        let shape = Shape { width, layers, tag_layer, tag, arc, label, feats };
        let bounded = numbers.iter().all(|&n| (1..=4 * MAX_UNITS).contains(&n));
        if !bounded
            || !width.is_multiple_of(2)
            || shape.units() > MAX_UNITS
            || layers > 16
            || tag_layer > layers
        {
            return Err(ModelError::damaged("its network has an impossible shape"));
        }
        let dense: Vec<f32> = sections
            .get("syntax.dense")?
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes(b.try_into().unwrap_or_default()))
            .collect();
        let text = sections.get("syntax.feats")?;
        let names =
            std::str::from_utf8(&text).map_err(|_| ModelError::damaged("its features are no text"))?;
        let bundles: Vec<(u8, u8, u16)> = sections
            .get("syntax.bundles")?
            .chunks_exact(4)
            .map(|b| (b[0], b[1], u16::from_le_bytes([b[2], b[3]])))
            .collect();
        let weights = Self {
            shape,
            dense,
            keys: sections.get("syntax.keys")?,
            rows: sections.get("syntax.rows")?,
            steps: sections.get("syntax.steps")?,
            feats: names.split('\n').map(Into::into).collect(),
            bundles,
        };
        let rows = features::ALWAYS + weights.keys.len() / 8;
        let fits = weights.dense.len() == shape.size()
            && weights.keys.len().is_multiple_of(8)
            && weights.rows.len() == rows * width
            && weights.steps.len() == rows * 4
            && weights.feats.len() == feats
            && weights.bundles.iter().all(|&(u, x, f)| {
                usize::from(u) < Upos::ALL.len() && usize::from(x) < Xpos::ALL.len() && usize::from(f) < feats
            });
        if fits {
            Ok(weights)
        } else {
            Err(ModelError::damaged("the parts of its network do not fit together"))
        }
    }
}
