//! Irregular words of English, for those that the treebanks do not hold.

use legation_language::tree::{Upos, Xpos};

/// Base, past, past participle.
const VERBS: &str = "
abide abode abode; arise arose arisen; awake awoke awoken; bear bore borne; beat beat beaten; become became become;
befall befell befallen; begin began begun; behold beheld beheld; bend bent bent; beset beset beset; bet bet bet;
bid bid bid; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown; break broke broken; breed bred bred;
bring brought brought; broadcast broadcast broadcast; build built built; burst burst burst; buy bought bought;
cast cast cast; catch caught caught; choose chose chosen; cling clung clung; come came come; cost cost cost;
creep crept crept; cut cut cut; deal dealt dealt; dig dug dug; do did done; draw drew drawn; drink drank drunk;
drive drove driven; dwell dwelt dwelt; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt; fight fought fought;
find found found; flee fled fled; fling flung flung; fly flew flown; forbid forbade forbidden; forecast forecast forecast;
foresee foresaw foreseen; foretell foretold foretold; forget forgot forgotten; forgive forgave forgiven;
forgo forwent forgone; forsake forsook forsaken; freeze froze frozen; get got gotten; give gave given; go went gone;
grind ground ground; grow grew grown; hang hung hung; have had had; hear heard heard; hide hid hidden; hit hit hit;
hold held held; hurt hurt hurt; keep kept kept; kneel knelt knelt; know knew known; lay laid laid; lead led led;
leave left left; lend lent lent; let let let; lie lay lain; light lit lit; lose lost lost; make made made;
mean meant meant; meet met met; mislead misled misled; mistake mistook mistaken; offset offset offset;
outdo outdid outdone; outgrow outgrew outgrown; outrun outran outrun; outsell outsold outsold;
overcome overcame overcome; override overrode overridden; overrun overran overrun; oversee oversaw overseen;
overtake overtook overtaken; overthrow overthrew overthrown; partake partook partaken; pay paid paid; put put put;
quit quit quit; read read read; rebuild rebuilt rebuilt; redo redid redone; remake remade remade; repay repaid repaid;
reset reset reset; retake retook retaken; rethink rethought rethought; rewrite rewrote rewritten; rid rid rid;
ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen; seek sought sought;
sell sold sold; send sent sent; set set set; shake shook shaken; shed shed shed; shine shone shone; shoot shot shot;
show showed shown; shrink shrank shrunk; shut shut shut; sing sang sung; sink sank sunk; sit sat sat; slay slew slain;
sleep slept slept; slide slid slid; sling slung slung; slit slit slit; sow sowed sown; speak spoke spoken;
speed sped sped; spend spent spent; spin spun spun; split split split; spread spread spread; spring sprang sprung;
stand stood stood; steal stole stolen; stick stuck stuck; sting stung stung; stride strode stridden;
strike struck struck; string strung strung; strive strove striven; swear swore sworn; sweep swept swept;
swell swelled swollen; swim swam swum; swing swung swung; take took taken; teach taught taught; tear tore torn;
tell told told; think thought thought; throw threw thrown; thrust thrust thrust; tread trod trodden;
undercut undercut undercut; undergo underwent undergone; undermine undermined undermined;
understand understood understood; undertake undertook undertaken; undo undid undone; unwind unwound unwound;
uphold upheld upheld; upset upset upset; wake woke woken; wear wore worn; weave wove woven; weep wept wept;
win won won; wind wound wound; withdraw withdrew withdrawn; withhold withheld withheld; withstand withstood withstood;
write wrote written";

/// Past tenses that are also the base of another verb.
const BASES_TOO: [&str; 10] =
    ["found", "saw", "fell", "bound", "ground", "wound", "lay", "bore", "rode", "left"];

/// Singular, plural; the nouns whose plural or look-alike singular the rules would get wrong.
const NOUNS: &str = "
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; person people; ox oxen;
policeman policemen; policewoman policewomen; spokesman spokesmen; spokeswoman spokeswomen; gunman gunmen;
statesman statesmen; congressman congressmen; congresswoman congresswomen; chairman chairmen; fisherman fishermen;
clergyman clergymen; businessman businessmen; businesswoman businesswomen; tribesman tribesmen; serviceman servicemen;
servicewoman servicewomen; salesman salesmen; workman workmen; crewman crewmen; airman airmen; rifleman riflemen;
cameraman cameramen; countryman countrymen; layman laymen; seaman seamen; councilman councilmen; nobleman noblemen;
ombudsman ombudsmen; lawman lawmen; militiaman militiamen; infantryman infantrymen; guardsman guardsmen;
frenchman frenchmen; englishman englishmen; grandchild grandchildren; schoolchild schoolchildren; wife wives;
knife knives; life lives; half halves; leaf leaves; loaf loaves; shelf shelves; thief thieves; wolf wolves; self selves;
calf calves; crisis crises; analysis analyses; thesis theses; hypothesis hypotheses; axis axes;
oasis oases; diagnosis diagnoses; emphasis emphases; synthesis syntheses; parenthesis parentheses;
criterion criteria; phenomenon phenomena; bacterium bacteria; memorandum memoranda; referendum referenda;
stratum strata; curriculum curricula; datum data; alumnus alumni; nucleus nuclei; stimulus stimuli; radius radii;
syllabus syllabi; index indices; appendix appendices; matrix matrices; vertex vertices; bus buses; virus viruses;
gas gases; lens lenses; campus campuses; census censuses; consensus consensuses; status statuses; bonus bonuses;
caucus caucuses; atlas atlases; iris irises; refugee refugees; committee committees; employee employees;
trustee trustees; detainee detainees; evacuee evacuees; nominee nominees; escapee escapees; hero heroes;
veto vetoes; embargo embargoes; torpedo torpedoes; echo echoes; potato potatoes; tomato tomatoes; cargo cargoes;
photo photos; shoe shoes; canoe canoes; movie movies; calorie calories; zombie zombies; rookie rookies;
series series; species species; aircraft aircraft; hovercraft hovercraft; spacecraft spacecraft; headquarters headquarters";

/// Verbs that double their last letter before `ed` and `ing`.
const DOUBLING: &str = "
abet admit annul ban bar bug chat clap combat commit compel confer control cram defer deter dispel drag drop
drum equip excel expel fit flag grab incur infer jam kidnap label log map model nab net occur omit parallel
patrol permit plan plot plug prefer program propel quarrel ram rebel rebut recur refer regret repel rig rob
scrap scrub ship shrug shun signal skip slam slap slip snap spot stab stem step stir stop strip submit sum swap
tap thin top transfer transmit trap travel trim tug unplug unwrap wrap cancel counsel dial fuel funnel marshal
total tunnel duel level rival shovel channel";

/// Verbs that take `ed` and `ing` as they are, though their look might say otherwise.
const PLAIN: &str = "
veto curb handcuff proclaim rescind succeed threaten imprison abandon answer appeal assail avert ballot benefit blast bomb boost budget campaign cancel channel clash conquer
counsel counter crush deploy detain dial dispatch edit enter exhibit exit fell fend filter focus fuel funnel
harbour harbor harass hand head honour honor hound inhibit inherit inspect interpret label launch level limit
loan loom loot marshal merit model monitor mount muster near obey offer open pass pilot plant plead plunder
profit prohibit press push raid reach rear reopen repeal rest retreat reveal rival rocket sanction seal seem
shell shield signal soar spell storm strand stress suffer summon surrender swamp target total tow tower travel
tunnel usher visit vow warn wound yield beef brief cheer clear fear hear jeer steer veer near pour roar sail
prevail curtail derail trail unveil wail";

/// Verbs of the news that end in `e`; their participles must not lose it.
const SILENT: &str = "
abdicate accede accelerate accuse acknowledge acquire advise agree allege alleviate allocate amputate announce
anticipate appease argue arrange assassinate assure attribute authorise authorize blame bribe cease cede
celebrate censure challenge charge cite close coerce collaborate collapse collude commence commemorate compete
complete compromise concede conclude condone confiscate congratulate conspire continue contribute convene
cooperate coordinate criticise criticize cripple deceive declare decline decree dedicate delegate denounce
depose deprive derive designate destabilise destabilize devastate devote dislodge dismantle displace dispute
dissolve divide dominate donate eliminate emerge enable encourage endorse enforce engage enrage ensure escalate
escape evacuate evade examine exchange exclude excuse execute exile expire explode expose extradite facilitate
finance finalise finalize force forge frame freeze fuse generate guarantee handle hope impede implicate impose
improve incite include increase indicate induce inflame inflate infiltrate infringe initiate injure inquire
insure interfere intervene intimidate invade investigate invite invoke isolate issue judge jeopardise
jeopardize launder legalise legalize liberate license liquidate lodge manage manoeuvre massacre mediate merge
militarise militarize mobilise mobilize monopolise motivate move mutilate name nationalise nationalize
negotiate neutralise neutralize nominate normalise normalize notice oblige oppose organise organize outrage
overrule paralyse paralyze participate pause perceive persecute persuade pillage pledge plunge postpone praise
precede preclude prepare preside privatise privatize probe produce promise promote propose prosecute provide
provoke purchase purge pursue raise recognise recognize reconcile recuperate reduce refuse refute regulate
reinforce reinstate reiterate relate release relocate remove renegotiate renounce repatriate replace require
rescue resettle reshuffle reside resolve restore restructure resume retaliate retire retrieve reverse revise
revoke sabotage sacrifice schedule secede secure seize separate serve settle shape share siege smuggle solve
stabilise stabilize stage state stampede strafe strangle subdue subsidise subsidize suffice supersede surge
surprise survive sympathise sympathize tackle terminate terrorise terrorize torture trade unite update upgrade
urge utilise utilize vacate vaccinate validate value venerate violate voice vote wage waive argue co-operate
reunite";

/// All forms that rules learned from the treebanks may get wrong: tags, form, lemma.
pub(crate) fn forms() -> Vec<(Upos, Xpos, String, &'static str)> {
    let mut forms = Vec::new();
    let mut verb = |xpos, form: String, base| forms.push((Upos::Verb, xpos, form, base));
    for [base, past, participle] in entries(VERBS) {
        // Taggers confuse the two tags, and the lemma is the same.
        for xpos in [Xpos::Vbd, Xpos::Vbn] {
            verb(xpos, past.to_owned(), base);
            verb(xpos, participle.to_owned(), base);
        }
        // And what looks like no past is taken for a present: "froze".
        if past != base && !BASES_TOO.contains(&past) {
            for xpos in [Xpos::Vb, Xpos::Vbp] {
                verb(xpos, past.to_owned(), base);
            }
        }
    }
    for base in DOUBLING.split_whitespace() {
        let last = &base[base.len() - 1..];
        verb(Xpos::Vbd, format!("{base}{last}ed"), base);
        verb(Xpos::Vbn, format!("{base}{last}ed"), base);
        verb(Xpos::Vbg, format!("{base}{last}ing"), base);
    }
    for base in PLAIN.split_whitespace() {
        verb(Xpos::Vbd, format!("{base}ed"), base);
        verb(Xpos::Vbn, format!("{base}ed"), base);
        verb(Xpos::Vbg, format!("{base}ing"), base);
    }
    for base in SILENT.split_whitespace() {
        let Some(stem) = base.strip_suffix('e') else { continue };
        verb(Xpos::Vbd, format!("{base}d"), base);
        verb(Xpos::Vbn, format!("{base}d"), base);
        verb(Xpos::Vbg, if stem.ends_with('e') { format!("{base}ing") } else { format!("{stem}ing") }, base);
        verb(Xpos::Vbz, format!("{base}s"), base);
    }
    for [singular, plural] in entries(NOUNS) {
        forms.push((Upos::Noun, Xpos::Nns, plural.to_owned(), singular));
    }
    forms
}

/// Past and participle of an irregular verb.
pub(crate) fn past(base: &str) -> Option<(&'static str, &'static str)> {
    entries(VERBS).find(|[b, _, _]| *b == base).map(|[_, past, participle]| (past, participle))
}

/// The irregular plural of a noun.
pub(crate) fn plural(singular: &str) -> Option<&'static str> {
    entries(NOUNS).find(|[s, _]| *s == singular).map(|[_, plural]| plural)
}

/// A verb's base as it stands before `ed` and `ing`: its last letter doubled where English doubles it.
pub(crate) fn doubled(base: &str) -> String {
    let known = |list: &str| list.split_whitespace().any(|w| w == base);
    let letters: Vec<char> = base.chars().rev().collect();
    let vowel = |c: &char| "aeiou".contains(*c);
    // One syllable that ends in one vowel and one consonant.
    let short = matches!(letters.as_slice(), [last, before, rest @ ..]
        if !vowel(last) && !"wxy".contains(*last) && vowel(before) && !rest.iter().any(vowel));
    match letters.first() {
        Some(last) if known(DOUBLING) || short && !known(PLAIN) => format!("{base}{last}"),
        _ => base.to_owned(),
    }
}

/// The entries of a list, divided by semicolons, of `N` words each.
fn entries<const N: usize>(list: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    list.split(';').filter_map(|entry| entry.split_whitespace().collect::<Vec<_>>().try_into().ok())
}
