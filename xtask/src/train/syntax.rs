//! Training of the tagger and parser.

use super::{
    gradient::{Dropout, Example, Gradient, Layout, Loss, Pass},
    measure::measure,
    news::Newsroom,
    optimiser::{Adam, Rates},
    random::Random,
    treebank::Gold,
    variants::{Shares, vary},
};
use anyhow::{Context, Result, bail};
use compact_str::CompactString;
use legation_language::network::{
    Block, Network, Shape, Weights,
    features::{self, Spelling},
};
use rustc_hash::FxHashMap;
use std::{borrow::Cow, collections::BTreeMap, time::Instant};

/// Shards of a batch. Their derivatives are added in order, so that the number of threads changes no bit.
const SHARDS: usize = 4;

/// Occurrences in one varied copy of the treebanks that give a feature an embedding of its own.
const REPLACEMENT_OCCURRENCES: usize = 3;

/// Everything that decides what comes out of the training data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    /// Dimensions; the number of feature bundles is filled in from the data.
    pub(crate) shape: Shape,
    /// Times that every sentence is seen.
    pub(crate) epochs: usize,
    /// Words in a batch.
    pub(crate) batch: usize,
    /// Step size after warming up.
    pub(crate) step: f32,
    /// Weight decay.
    pub(crate) decay: f32,
    /// What is hidden from the network.
    pub(crate) dropout: Dropout,
    /// Variants of sentences.
    pub(crate) variants: Shares,
    /// Occurrences that a feature needs for an embedding of its own.
    pub(crate) occurrences: usize,
    /// Starts the random numbers.
    pub(crate) seed: u64,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            shape: Shape { width: 256, layers: 3, tag_layer: 2, tag: 96, arc: 96, label: 96, feats: 0 },
            epochs: 22,
            batch: 800,
            step: 2e-3,
            decay: 0.0,
            dropout: Dropout { word: 0.15, embedding: 0.25, layer: 0.25, output: 0.3 },
            variants: Shares {
                news: 0.35,
                headline: 0.07,
                capitals: 0.03,
                title: 0.03,
                lower: 0.02,
                open: 0.03,
            },
            occurrences: 2,
            seed: 1,
        }
    }
}

impl Recipe {
    /// Makes a change written `name=value`.
    pub(crate) fn set(&mut self, change: &str) -> Result<()> {
        let (name, value) =
            change.split_once('=').with_context(|| format!("{change:?} is not NAME=VALUE"))?;
        let whole = || value.parse::<usize>().with_context(|| format!("{change}: not a whole number"));
        let share = || value.parse::<f32>().with_context(|| format!("{change}: not a number"));
        match name {
            "width" => self.shape.width = whole()?,
            "layers" => self.shape.layers = whole()?,
            "tag-layer" => self.shape.tag_layer = whole()?,
            "tag" => self.shape.tag = whole()?,
            "arc" => self.shape.arc = whole()?,
            "label" => self.shape.label = whole()?,
            "epochs" => self.epochs = whole()?,
            "batch" => self.batch = whole()?,
            "occurrences" => self.occurrences = whole()?,
            "seed" => self.seed = whole()? as u64,
            "step" => self.step = share()?,
            "decay" => self.decay = share()?,
            "dropout-word" => self.dropout.word = share()?,
            "dropout-embedding" => self.dropout.embedding = share()?,
            "dropout-layer" => self.dropout.layer = share()?,
            "dropout-output" => self.dropout.output = share()?,
            "news" => self.variants.news = share()?,
            "headline" => self.variants.headline = share()?,
            "capitals" => self.variants.capitals = share()?,
            "title" => self.variants.title = share()?,
            "lower" => self.variants.lower = share()?,
            "open" => self.variants.open = share()?,
            _ => bail!("the recipe has no value named {name:?}"),
        }
        Ok(())
    }
}

/// The classes and the features of the training data.
struct Inventory {
    keys: Vec<u64>,
    places: FxHashMap<u64, u32>,
    feats: Vec<CompactString>,
    feats_numbers: BTreeMap<CompactString, usize>,
    bundles: Vec<(u8, u8, u16)>,
}

impl Inventory {
    /// `varied` adds words to those that have embeddings of their own, and nothing else.
    fn of(golds: &[Gold], varied: &[Gold], occurrences: usize) -> Self {
        let mut spelling = Spelling::default();
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        let mut feats_counts: BTreeMap<CompactString, usize> = BTreeMap::new();
        let mut count = |golds: &[Gold], counts: &mut FxHashMap<u64, usize>| {
            for form in golds.iter().flat_map(|g| &g.forms) {
                features::each(form, &mut spelling, |_, key| *counts.entry(key).or_default() += 1);
            }
        };
        count(golds, &mut counts);
        // A replacement stands in a few sentences of every pass, another time in others: rows for the commoner ones are enough.
        let mut more = FxHashMap::default();
        count(varied, &mut more);
        for (key, count) in more {
            if count >= REPLACEMENT_OCCURRENCES {
                counts.entry(key).and_modify(|c| *c = (*c).max(occurrences)).or_insert(occurrences);
            }
        }
        for gold in golds {
            for feats in &gold.feats {
                *feats_counts.entry(feats.as_str().into()).or_default() += 1;
            }
        }
        let mut keys: Vec<u64> =
            counts.into_iter().filter(|&(_, count)| count >= occurrences).map(|(key, _)| key).collect();
        keys.sort_unstable();
        let places = keys.iter().enumerate().map(|(i, &key)| (key, (features::ALWAYS + i) as u32)).collect();
        let feats: Vec<CompactString> = feats_counts.into_keys().collect();
        let feats_numbers: BTreeMap<CompactString, usize> =
            feats.iter().enumerate().map(|(i, f)| (f.clone(), i)).collect();
        let mut bundles: Vec<(u8, u8, u16)> = golds
            .iter()
            .flat_map(|gold| {
                (0..gold.len()).map(|i| {
                    (gold.upos[i] as u8, gold.xpos[i] as u8, feats_numbers[gold.feats[i].as_str()] as u16)
                })
            })
            .collect();
        bundles.sort_unstable();
        bundles.dedup();
        Self { keys, places, feats, feats_numbers, bundles }
    }

    fn example(&self, gold: &Gold, spelling: &mut Spelling) -> Example {
        let rows = gold
            .forms
            .iter()
            .map(|form| {
                let mut rows = Vec::with_capacity(12);
                features::each(form, spelling, |kind, key| match self.places.get(&key) {
                    Some(&place) => rows.push(place),
                    None if (kind as usize) < features::ALWAYS => rows.push(u32::from(kind)),
                    None => {}
                });
                rows
            })
            .collect();
        Example {
            rows,
            upos: gold.upos.iter().map(|&u| u as usize).collect(),
            xpos: gold.xpos.iter().map(|&x| x as usize).collect(),
            feats: gold.feats.iter().map(|f| self.feats_numbers[f.as_str()]).collect(),
            heads: gold.heads.clone(),
            deprels: gold.deprels.iter().map(|&d| d as usize).collect(),
        }
    }
}

fn initial(shape: &Shape, rows: usize, random: &mut Random) -> (Vec<f32>, Vec<f32>) {
    let mut dense = vec![0.0; shape.size()];
    let mut fill = |block: Block, bound: f32| {
        for value in &mut dense[block.range()] {
            *value = bound * (2.0 * random.unit() - 1.0);
        }
    };
    let even = |block: Block| (6.0 / (block.rows + block.columns) as f32).sqrt();
    for layer in 0..shape.layers {
        // Three maps of `width` inputs to half as many outputs lie side by side for each direction.
        fill(shape.layer(layer), (6.0 / (shape.width + shape.units()) as f32).sqrt());
        fill(shape.peephole(layer), 0.1);
    }
    let blocks = shape.blocks();
    for block in [blocks.tag_hidden, blocks.tag_out, blocks.label_out] {
        fill(block, even(block));
    }
    fill(blocks.roles, (6.0 / (shape.width + shape.arc) as f32).sqrt());
    fill(blocks.bilinear, 0.5 * even(blocks.bilinear));
    fill(blocks.root_arc, 0.1);
    fill(blocks.root_label, 0.1);
    let table = (0..rows * shape.width).map(|_| 0.15 * (2.0 * random.unit() - 1.0)).collect();
    (dense, table)
}

/// Rounds the embeddings to signed bytes with a step for each row.
fn quantised(width: usize, table: &[f32]) -> (Vec<u8>, Vec<u8>) {
    let mut bytes = Vec::with_capacity(table.len());
    let mut steps = Vec::with_capacity(table.len() / width * 4);
    for row in table.chunks_exact(width) {
        let widest = row.iter().fold(0.0f32, |w, v| w.max(v.abs()));
        let step = if widest > 0.0 { widest / 127.0 } else { 1.0 };
        bytes.extend(row.iter().map(|v| ((v / step).round() as i8) as u8));
        steps.extend(step.to_le_bytes());
    }
    (bytes, steps)
}

fn weights(shape: Shape, inventory: &Inventory, dense: &[f32], table: &[f32]) -> Weights {
    let (rows, steps) = quantised(shape.width, table);
    Weights {
        shape,
        dense: dense.to_vec(),
        keys: Cow::Owned(inventory.keys.iter().flat_map(|key| key.to_le_bytes()).collect()),
        rows: Cow::Owned(rows),
        steps: Cow::Owned(steps),
        feats: inventory.feats.clone(),
        bundles: inventory.bundles.clone(),
    }
}

/// Cuts the sentences, in an order of chance, into batches of about `size` words.
fn batches(golds: &[Gold], size: usize, random: &mut Random) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..golds.len()).collect();
    random.shuffle(&mut order);
    let mut batches = vec![Vec::new()];
    let mut words = 0;
    for index in order {
        if words >= size {
            batches.push(Vec::new());
            words = 0;
        }
        words += golds[index].len();
        if let Some(batch) = batches.last_mut() {
            batch.push(index);
        }
    }
    batches
}

/// Trains on `golds`; scores on each of `dev` are printed as the training goes.
pub(crate) fn train(
    golds: &[Gold],
    dev: &[(&str, Vec<Gold>)],
    newsroom: Option<&Newsroom>,
    recipe: &Recipe,
    threads: usize,
) -> Result<Network> {
    let mut random = Random::new(recipe.seed ^ 1);
    let varied: Vec<Gold> = newsroom
        .map(|room| golds.iter().map(|g| room.vary(g, false, &mut random)).collect())
        .unwrap_or_default();
    let inventory = Inventory::of(golds, &varied, recipe.occurrences);
    let headlines = newsroom.into_iter().flat_map(|room| golds.iter().map(move |g| (room, g)));
    let headlines: Vec<Gold> = headlines.map(|(room, g)| room.vary(g, true, &mut random)).collect();
    let mut bundles = varied.iter().chain(&headlines).flat_map(|g| &g.feats);
    if let Some(unknown) = bundles.find(|f| !inventory.feats_numbers.contains_key(f.as_str())) {
        bail!("the treebanks know no features {unknown:?}, which replaced words are given");
    }
    drop((varied, headlines));
    let shape = Shape { feats: inventory.feats.len(), ..recipe.shape };
    let rows = features::ALWAYS + inventory.keys.len();
    let mut random = Random::new(recipe.seed);
    let (mut dense, mut table) = initial(&shape, rows, &mut random);
    let (mut dense_adam, mut table_adam) = (Adam::new(dense.len()), Adam::new(table.len()));
    let words: usize = golds.iter().map(Gold::len).sum();
    let total = recipe.epochs * words.div_ceil(recipe.batch);
    tracing::info!(
        sentences = golds.len(),
        words,
        features = rows,
        weights = dense.len(),
        "training the parser"
    );

    let mut layout = Layout::default();
    let mut gradients: Vec<Gradient> = (0..SHARDS).map(|_| Gradient::default()).collect();
    let mut sum = vec![0.0f32; dense.len()];
    let mut slots = vec![u32::MAX; rows];
    let mut done = 0;
    for epoch in 1..=recipe.epochs {
        let began = Instant::now();
        let mut loss = Loss::default();
        for batch in batches(golds, recipe.batch, &mut random) {
            let seed = random.next();
            let examples = prepare(golds, &batch, &inventory, &recipe.variants, newsroom, seed);
            layout.update(&shape, &dense);
            let count: usize = examples.iter().flatten().map(Example::len).sum();
            let pass = Pass {
                shape: &shape,
                dense: &dense,
                layout: &layout,
                table: &table,
                dropout: recipe.dropout,
                scale: 1.0 / count.max(1) as f32,
            };
            std::thread::scope(|scope| {
                let mut lanes: Vec<Vec<_>> = (0..threads).map(|_| Vec::new()).collect();
                for (i, gradient) in gradients.iter_mut().enumerate() {
                    lanes[i % threads].push((i, gradient));
                }
                for lane in lanes {
                    let (pass, examples) = (&pass, &examples);
                    scope.spawn(move || {
                        for (i, gradient) in lane {
                            let examples: Vec<&Example> = examples[i].iter().collect();
                            let mut random = Random::new(seed.wrapping_add(i as u64 + 1));
                            pass.run(&examples, &mut random, gradient);
                        }
                    });
                }
            });
            done += 1;
            let rates =
                Rates { step: recipe.step * pace(done, total), mean: 0.9, square: 0.99, decay: recipe.decay };
            sum.fill(0.0);
            for gradient in &gradients {
                for (s, &g) in sum.iter_mut().zip(&gradient.dense) {
                    *s += g;
                }
                loss.tags += gradient.loss.tags;
                loss.arcs += gradient.loss.arcs;
                loss.labels += gradient.loss.labels;
                loss.words += gradient.loss.words;
            }
            dense_adam.advance(&rates);
            dense_adam.step(&rates, 0, &mut dense, &sum);
            table_adam.advance(&rates);
            step_rows(&gradients, shape.width, &rates, &mut slots, &mut table, &mut table_adam);
        }
        let share = |value: f64| value / loss.words.max(1) as f64;
        tracing::info!(
            "epoch {epoch}: tags {:.3} arcs {:.3} labels {:.3}, {:.1} s",
            share(loss.tags),
            share(loss.arcs),
            share(loss.labels),
            began.elapsed().as_secs_f64()
        );
        if epoch % 5 == 0 || epoch == recipe.epochs {
            let network = Network::new(weights(shape, &inventory, &dense, &table));
            for (name, golds) in dev {
                tracing::info!("{name}: {}", measure(golds, &network));
            }
            if epoch == recipe.epochs {
                return Ok(network);
            }
        }
    }
    None.context("a recipe of no epochs trains nothing")
}

/// The share of the full step size at a step: rising over the first few hundred, then falling to nothing.
fn pace(done: usize, total: usize) -> f32 {
    let warm = 300.min(total / 10).max(1);
    if done < warm {
        done as f32 / warm as f32
    } else {
        (total.saturating_sub(done)) as f32 / (total - warm).max(1) as f32
    }
}

/// Varies the sentences of a batch and deals them out to the shards, each to the one with the fewest words.
fn prepare(
    golds: &[Gold],
    batch: &[usize],
    inventory: &Inventory,
    shares: &Shares,
    newsroom: Option<&Newsroom>,
    seed: u64,
) -> Vec<Vec<Example>> {
    let mut random = Random::new(seed);
    let mut spelling = Spelling::default();
    let mut shards: Vec<Vec<Example>> = (0..SHARDS).map(|_| Vec::new()).collect();
    let mut loads = [0; SHARDS];
    for &index in batch {
        let varied = vary(&golds[index], shares, newsroom, &mut random);
        let shard = (0..SHARDS).min_by_key(|&i| loads[i]).unwrap_or(0);
        loads[shard] += varied.len();
        shards[shard].push(inventory.example(&varied, &mut spelling));
    }
    shards
}

/// Adds up the derivatives of each embedding row that the batch used, and moves it.
fn step_rows(
    gradients: &[Gradient],
    width: usize,
    rates: &Rates,
    slots: &mut [u32],
    table: &mut [f32],
    adam: &mut Adam,
) {
    let mut used: Vec<u32> = Vec::new();
    let mut sums: Vec<f32> = Vec::new();
    for gradient in gradients {
        for (rows, word) in gradient.rows.iter().zip(gradient.words.chunks_exact(width)) {
            for &row in rows {
                let slot = &mut slots[row as usize];
                if *slot == u32::MAX {
                    *slot = used.len() as u32;
                    used.push(row);
                    sums.resize(used.len() * width, 0.0);
                }
                let to = &mut sums[*slot as usize * width..][..width];
                for (t, &v) in to.iter_mut().zip(word) {
                    *t += v;
                }
            }
        }
    }
    for (&row, sum) in used.iter().zip(sums.chunks_exact(width)) {
        let start = row as usize * width;
        adam.step(rates, start, &mut table[start..start + width], sum);
        slots[row as usize] = u32::MAX;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::treebank;
    use legation_language::conllu;

    /// A few sentences as columns: form, tags, features, head, relation.
    const BANK: &str = "\
        1\tEnvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n\
        2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n\
        3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
        1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_\n\
        2\tminister\tminister\tNOUN\tNN\tNumber=Sing\t3\tnsubj\t_\t_\n\
        3\tmet\tmeet\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n\
        4\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t3\tobj\t_\t_\n\n\
        1\tLeave\tleave\tVERB\tVB\tMood=Imp\t0\troot\t_\t_\n\
        2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n\
        1\tMinisters\tminister\tNOUN\tNNS\tNumber=Plur\t0\troot\t_\t_\n\
        2\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_\n\
        3\tthe\tthe\tDET\tDT\tDefinite=Def\t4\tdet\t_\t_\n\
        4\tEast\tEast\tPROPN\tNNP\tNumber=Sing\t1\tnmod\t_\t_\n\n";

    fn golds() -> Vec<Gold> {
        treebank::golds(&conllu::read(BANK, conllu::Options::default()).expect("CoNLL-U"))
    }

    fn recipe() -> Recipe {
        let mut recipe = Recipe::default();
        for change in
            ["width=32", "tag=16", "arc=16", "label=16", "epochs=60", "batch=7", "occurrences=1", "step=0.01"]
        {
            recipe.set(change).expect("a known value");
        }
        recipe
    }

    #[test]
    fn the_number_of_threads_changes_no_bit() {
        let [one, three] = [1, 3].map(|threads| {
            let network = train(&golds(), &[], None, &recipe(), threads).expect("a network");
            (network.weights().dense.clone(), network.weights().rows.clone(), network.weights().steps.clone())
        });
        assert!(one == three);
    }

    #[test]
    fn a_small_treebank_is_learned_by_heart() {
        let network = train(&golds(), &[], None, &recipe(), 2).expect("a network");
        let scores = measure(&golds(), &network);
        assert!(scores.upos == 100.0 && scores.feats == 100.0 && scores.las == 100.0, "{scores}");
    }

    #[test]
    fn a_recipe_refuses_what_it_does_not_know() {
        let mut recipe = Recipe::default();
        assert!(
            recipe.set("depth=3").is_err()
                && recipe.set("width=wide").is_err()
                && recipe.set("width").is_err()
        );
        assert!(recipe.set("width=64").is_ok() && recipe.shape.width == 64);
    }

    #[test]
    fn the_step_size_rises_and_falls() {
        let paces: Vec<f32> = (1..=1000).map(|done| pace(done, 1000)).collect();
        let top = paces.iter().position(|&p| p == 1.0).expect("the full step size is reached");
        assert!(paces[..=top].is_sorted() && paces[top..].iter().rev().is_sorted());
        assert_eq!(paces[999], 0.0);
    }
}
