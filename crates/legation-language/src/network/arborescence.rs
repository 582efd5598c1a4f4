//! The best tree over arc scores: the maximum spanning arborescence with one root (Chu and Liu 1965, Edmonds 1967).

/// For each of `words` words its head, `None` for the root, in the tree of the highest total score in which exactly one
/// word hangs from the root.
///
/// `scores` has a row of `stride >= words + 1` values for each dependent: the root's score, then each word's.
pub fn best(words: usize, scores: &[f32], stride: usize) -> Vec<Option<usize>> {
    if words == 0 {
        return Vec::new();
    }
    let mut heads = vec![0; words + 1];
    for word in 0..words {
        let row = &scores[word * stride..][..words + 1];
        let mut choice = 0;
        for head in 0..=words {
            if head != word + 1 && row[head] > row[choice] {
                choice = head;
            }
        }
        heads[word + 1] = choice;
    }
    if !is_tree(&heads) {
        heads = edmonds(words, scores, stride);
        // Scores that are no numbers order nothing; the words then hang from the first.
        if !is_tree(&heads) {
            heads.fill(1);
            heads[1] = 0;
        }
    }
    heads[1..].iter().map(|&head| head.checked_sub(1)).collect()
}

/// Whether the heads (node 0 is the root) form a tree in which one node hangs from the root.
fn is_tree(heads: &[usize]) -> bool {
    if heads[1..].iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // Nodes are marked with the walk that reached them first; meeting one's own mark again is a cycle.
    let mut marks = vec![0; heads.len()];
    for node in 1..heads.len() {
        let mut at = node;
        while at != 0 && marks[at] == 0 {
            marks[at] = node;
            at = heads[at];
        }
        if at != 0 && marks[at] == node {
            return false;
        }
    }
    true
}

/// Edmonds' algorithm on the dense graph, quadratic contraction by contraction.
fn edmonds(words: usize, scores: &[f32], stride: usize) -> Vec<usize> {
    let nodes = words + 1;
    // A tree uses as few arcs from the root as it can when each costs more than all else together.
    let mut span = 1.0f64;
    for word in 0..words {
        for &score in &scores[word * stride..][..nodes] {
            span += f64::from(score.abs());
        }
    }
    let mut weight = vec![f64::NEG_INFINITY; nodes * nodes];
    for word in 0..words {
        for head in (0..nodes).filter(|&head| head != word + 1) {
            let penalty = if head == 0 { 2.0 * span } else { 0.0 };
            weight[head * nodes + word + 1] = f64::from(scores[word * stride + head]) - penalty;
        }
    }
    let mut heads = vec![0; nodes];
    contract(nodes, &weight, &mut heads);
    heads
}

/// Finds the best incoming arcs of the graph `weight[head * nodes + dependent]`, node 0 being the root, and writes them.
fn contract(nodes: usize, weight: &[f64], heads: &mut [usize]) {
    for node in 1..nodes {
        let mut choice = 0;
        for head in 0..nodes {
            if head != node && weight[head * nodes + node] > weight[choice * nodes + node] {
                choice = head;
            }
        }
        heads[node] = choice;
    }
    let Some(cycle) = find_cycle(&heads[..nodes]) else { return };
    let mut inside = vec![false; nodes];
    for &node in &cycle {
        inside[node] = true;
    }
    let inner: f64 = cycle.iter().map(|&node| weight[heads[node] * nodes + node]).sum();
    // The contracted graph keeps the outer nodes in order; the cycle is its last node.
    let outer: Vec<usize> = (0..nodes).filter(|&node| !inside[node]).collect();
    let size = outer.len() + 1;
    let last = outer.len();
    let mut smaller = vec![f64::NEG_INFINITY; size * size];
    let mut entry = vec![0; outer.len()];
    let mut exit = vec![0; outer.len()];
    for (i, &from) in outer.iter().enumerate() {
        for (j, &to) in outer.iter().enumerate() {
            smaller[i * size + j] = weight[from * nodes + to];
        }
        let (mut best_in, mut best_out) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        entry[i] = cycle[0];
        exit[i] = cycle[0];
        for &node in &cycle {
            let value = inner + weight[from * nodes + node] - weight[heads[node] * nodes + node];
            if value > best_in {
                best_in = value;
                entry[i] = node;
            }
            if weight[node * nodes + from] > best_out {
                best_out = weight[node * nodes + from];
                exit[i] = node;
            }
        }
        smaller[i * size + last] = best_in;
        smaller[last * size + i] = if from == 0 { f64::NEG_INFINITY } else { best_out };
    }
    let mut chosen = vec![0; size];
    contract(size, &smaller, &mut chosen);
    for (j, &to) in outer.iter().enumerate().skip(1) {
        heads[to] = if chosen[j] == last { exit[j] } else { outer[chosen[j]] };
    }
    let from = chosen[last];
    heads[entry[from]] = outer[from];
}

/// The nodes of one cycle among the chosen heads, if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut marks = vec![0; heads.len()];
    for node in 1..heads.len() {
        let mut at = node;
        while at != 0 && marks[at] == 0 {
            marks[at] = node;
            at = heads[at];
        }
        if at != 0 && marks[at] == node {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(heads: &[Option<usize>], scores: &[f32], stride: usize) -> f64 {
        heads.iter().enumerate().map(|(w, h)| f64::from(scores[w * stride + h.map_or(0, |h| h + 1)])).sum()
    }

    fn well_formed(heads: &[Option<usize>]) -> bool {
        let with_root: Vec<usize> =
            std::iter::once(0).chain(heads.iter().map(|h| h.map_or(0, |h| h + 1))).collect();
        is_tree(&with_root)
    }

    #[test]
    fn finds_the_best_of_all_trees() {
        let mut seed = 7u32;
        let mut corrected = 0;
        for round in 0..400 {
            let words = 1 + round % 5;
            let stride = words + 1 + round % 3;
            let scores: Vec<f32> = (0..words * stride)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 16) as f32 / 4096.0 - 8.0
                })
                .collect();
            let found = best(words, &scores, stride);
            assert!(well_formed(&found), "{found:?}");
            let mut highest = f64::NEG_INFINITY;
            let mut greedy = 0.0;
            for word in 0..words {
                let row = &scores[word * stride..][..=words];
                greedy += row
                    .iter()
                    .enumerate()
                    .filter(|(h, _)| *h != word + 1)
                    .map(|(_, &s)| f64::from(s))
                    .fold(f64::NEG_INFINITY, f64::max);
            }
            for code in 0..(words + 1).pow(words as u32) {
                let heads: Vec<Option<usize>> = (0..words)
                    .map(|w| (code / (words + 1).pow(w as u32) % (words + 1)).checked_sub(1))
                    .collect();
                if well_formed(&heads) {
                    highest = highest.max(total(&heads, &scores, stride));
                }
            }
            let reached = total(&found, &scores, stride);
            assert!((reached - highest).abs() < 1e-6, "{reached} for {highest}");
            corrected += usize::from(reached < greedy - 1e-6);
        }
        assert!(
            corrected > 100,
            "the greedy choice was a tree too often to test the contraction: {corrected}"
        );
    }

    #[test]
    fn survives_equal_and_extreme_scores() {
        for value in [0.0, 1e30, -1e30, f32::NEG_INFINITY, f32::NAN] {
            assert!(well_formed(&best(6, &[value; 42], 7)));
        }
    }
}
