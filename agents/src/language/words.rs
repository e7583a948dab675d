//! Word lists of each language: what carries no topic, what only asks, what negates, what a sentence goes on after.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{LanguageCode, word_set};

/// The lists of one language; words are in lower case, separated by single spaces.
pub(super) struct Words {
    /// Words that carry no topic. Kept short: a rare word that slips through costs little, a lost topic word a finding.
    pub(super) stop: &'static str,
    /// Words that say what the asker wants done, not what about.
    pub(super) asking: &'static str,
    /// Words that turn a statement around.
    pub(super) negations: &'static str,
    /// Abbreviations after which a sentence goes on although a capital follows, each with its full stop.
    pub(super) abbreviations: &'static str,
    /// Beginnings of a word that are written together with it: `l'` in `l'eau`.
    pub(super) elisions: &'static str,
}

/// Words of a language that carry no topic, and those that only ask.
pub(super) struct Sets {
    pub(super) stop: HashSet<&'static str>,
    pub(super) asking: HashSet<&'static str>,
}

/// Of each language, in the order of [`LanguageCode::ALL`].
static SETS: [LazyLock<Sets>; 4] = [
    LazyLock::new(|| Sets::of(LanguageCode::English)),
    LazyLock::new(|| Sets::of(LanguageCode::German)),
    LazyLock::new(|| Sets::of(LanguageCode::French)),
    LazyLock::new(|| Sets::of(LanguageCode::Spanish)),
];

impl Sets {
    fn of(code: LanguageCode) -> Self {
        let words = code.words();
        Self { stop: word_set(words.stop), asking: word_set(words.asking) }
    }
}

impl LanguageCode {
    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
        }
    }

    pub(super) fn sets(self) -> &'static Sets {
        let [english, german, french, spanish] = &SETS;
        match self {
            Self::English => english,
            Self::German => german,
            Self::French => french,
            Self::Spanish => spanish,
        }
    }
}

const ENGLISH: Words = Words {
    stop: "a about above across after again against all almost along also although always am among an and any anybody anyone \
anything anywhere are aren't around as at away be became because become been before being below between both but \
by can can't commonly could couldn't did didn't do does doesn't doing don't done down during each either else \
ever every everybody everyone everything few for from further generally get gets getting give given gives go \
goes got had hadn't has hasn't have haven't having he her here hers herself him himself his how however i if in \
into is isn't it its itself just kind kinds least less let like made make makes many may me might more most much \
must my near need needs neither no nor normally not now of off often on once one only onto or other others ought \
our ours out over own per perhaps quite rather really said same say says see shall shan't she should shouldn't \
since so some somebody someone something somewhere sort sorts such take takes tell than that the their them \
themselves then there these they this those though through thus to too toward typically under until up upon us \
use used uses using usually very via was wasn't we well were weren't what whatever when where whether which \
whichever while who whoever whom whose why will with within without won't would wouldn't yes yet you your yours \
yourself",
    asking: "advantage advantages affect affects analyse analyze best better case compare compared compares comparing \
comparison describe difference differences differ discuss effect effects explain find good help overview pros cons \
report research review summarise summarize summary tell versus vs work works worse write",
    negations: "not never no cannot neither nor without nobody noone none nothing nowhere",
    abbreviations: "approx. ca. cf. co. corp. dept. dr. e.g. ed. eds. eq. est. etc. fig. figs. gov. i.e. inc. jr. ltd. mr. \
mrs. ms. no. nos. p. pp. prof. rev. sec. sr. st. u.k. u.s. vol. vs.",
    elisions: "",
};

const GERMAN: Words = Words {
    stop: "ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus außer \
bei beide beiden beim bereits bin bis bist bzw da dabei dadurch dafür dagegen daher damals damit danach dann daran \
darauf darf darfst darin darum das dass davon dazu dein deine deinem deinen deiner dem den denen denn der deren \
derer des deshalb dessen dich die dies diese diesem diesen dieser dieses dir derzeit doch dort du durch durfte durften \
dürfen dürft dürfte dürften ein eine einem einen einer eines einige einigen einiger eigentlich einmal er es etwa etwas euch \
euer eure eurem euren eurer für gegen gewesen gilt habe haben habt hast hat hatte hatten hier hinter hätte hätten ich \
ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja jede jedem jeden jeder jedes jedoch \
jemand jemandem jemanden jene jenem jenen jener jenes kann kannst kein keine keinem keinen keiner konnte konnten \
können könnt könnte könnten mag mal man mehr mein meine meinem meinen meiner meist meistens mich mir mit mochte \
mochten muss musst musste mussten möchte möchten mögen müssen müsst müsste müssten nach nachdem neben nicht \
nichts noch normalerweise nun nur ob obwohl oder oft ohne pro sehr sei seid sein seine seinem seinen seiner \
seines seit selbst sich sie sind so sobald sofern sogar solche solchen soll sollen sollst sollt sollte sollten \
somit sondern sowie sowohl um und uns unser unsere unserem unseren unserer unter viel viele vielen vom von vor \
wann war waren warum was weder wegen weil welche welchem welchen welcher welches wem wen wenn wer werden weshalb \
wessen wie wieder wieso wieviel wir wird wirst wo wobei wodurch wofür woher wohin womit woran worauf woraus worden worin \
worüber wovon wozu wurde wurden während wäre wären würde würden zu zum zur zwar zwischen über überhaupt üblicherweise",
    asking: "analysiere auswirkung auswirkungen bericht beschreibe besser besten erkläre fasse finde forsche gut hilf \
nachteil nachteile recherche recherchiere schreibe unterscheiden unterschied unterschiede vergleich vergleiche \
vergleichen versus vs vorteil vorteile zeige zusammen zusammenfassung überblick",
    negations: "nicht nichts nie niemals niemand niemandem niemanden nirgends nirgendwo kein keine keinem keinen keiner \
keines keinesfalls keineswegs keinerlei nimmer weder ohne",
    abbreviations: "abb. abs. abt. allg. art. aufl. bd. betr. bspw. bzgl. bzw. ca. d.h. dgl. dipl. dr. ebd. einschl. etc. \
evtl. fa. ff. gem. geb. ggf. hrsg. i.d.r. inkl. insb. jg. jh. max. min. mind. mio. mrd. nr. o.ä. prof. rd. s. sog. st. \
std. str. tab. tel. u.a. u.u. usw. v.a. vgl. z.b. z.t. zzgl. b. h. d. u. a. z. v. i. r. t.",
    elisions: "",
};

const FRENCH: Words = Words {
    stop: "a afin ai aient ainsi ait alors après au aucun aucune aucuns aura auraient aurait auront aussi autre autres aux \
avaient avait avant avec avez avoir avons car ce ceci cela celle celles celui ces cet cette ceux chaque chez \
combien comme comment contre dans de depuis des devaient devait devez devons devra devrait devront doit doivent \
donc dont du durant dès elle elles en encore entre est et eu eux faire fais faisaient faisait fait faites \
fallait faudra faut fera ferait feront font furent fut généralement habituellement hors ici il ils jamais je \
jusqu jusque la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui là ma mais malgré me mes \
moi moins mon même mêmes n ne ni non normalement nos notre nous on ont or ou où par parce parmi pas pendant peu \
peut peuvent peux plus plusieurs plutôt pour pourquoi pourra pourrait pourront pouvaient pouvait pouvez pouvoir \
pouvons puis puisque qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi sa sans se selon \
sera seraient serait seront ses si sien soient soit sommes son sont sous souvent suis sur ta tandis tant te tel \
telle telles tels tes toi ton toujours tous tout toute toutes trop très tu un une vers veulent veut voici voilà \
vos votre vous y étaient étais était étions été êtes être",
    asking: "aide analyse analyser avantage avantages bilan compare comparer comparaison décris décrire différence \
différences effet effets explique expliquer inconvénient inconvénients meilleur meilleure mieux rapport recherche \
rédige résume résumé résumer trouve versus vs",
    negations: "ne pas jamais aucun aucune nul nulle ni sans n",
    abbreviations: "apr. art. av. bd. boul. cf. ch. chap. dr. ed. éd. env. etc. ex. fig. hab. m. max. min. mm. mme. n. no. p. \
p.ex. pp. prof. réf. s. st. ste. tab. tél. vol.",
    elisions: "l d j m n s t c qu jusqu lorsqu puisqu",
};

const SPANISH: Words = Words {
    stop: "a al algo alguien alguna algunas alguno algunos algún ambos ante antes aquel aquella aquellas aquellos aquí así \
aunque aún bajo bien cada casi como con contra cual cuales cualquier cuando cuanto cuál cuáles cuándo cuánta \
cuántas cuánto cuántos cómo de debe deben deberá deberán debería deberían debo debía debían del desde donde dos \
durante dónde e el ella ellas ellos embargo en entonces entre era eran eres es esa esas ese eso esos esta estaba \
estaban estamos estará estarán estas este esto estos estoy estuvieron estuvo está están fue fueron generalmente \
ha haber habitualmente habrá habrán habría habrían había habían hace hacia hacía hacían hago han hasta hay haya \
hayan he hemos hicieron hizo hubo incluso la las le les lo los me mediante menos mi mientras mis misma mismas \
mismo mismos mucho muchos muy más mía mías mío míos nada ni no normalmente nos nosotros nuestra nuestras nuestro \
nuestros o otra otras otro otros para pero poco pocos podemos podrá podrán podría podrían podía podían por \
porque pudieron pudo puede pueden puedes puedo pues que quien quienes quién quiénes qué se sea sean según ser \
será serán sería serían si sido siempre siendo sin sino sobre solo somos son soy su sus suya suyo sí sólo \
también tampoco tan tanto te tendrá tendrán tendría tenemos tener tengo tenía tenían tiene tienen tienes toda \
todas todavía todo todos tras tu tus tuvieron tuvo un una unas uno unos usted vuestra vuestro y ya yo él",
    asking: "análisis analiza ayuda compara comparación comparar describe diferencia diferencias efecto efectos \
encuentra escribe explica explicar informe investiga mejor mejores peor resume resumen ventaja ventajas desventaja \
desventajas versus vs",
    negations: "no nunca jamás sin ni tampoco ningún ninguna ninguno ningunos ningunas nadie nada",
    abbreviations: "aprox. art. av. avda. cap. cf. cía. d. da. dr. dra. ed. ee.uu. ej. etc. fig. gral. hab. máx. mín. n. \
núm. p. p.ej. pág. págs. pp. prof. profa. sr. sra. srta. s.a. tel. ud. uds. vol.",
    elisions: "",
};
