//! Word lists of each language: what carries no topic, what only asks, what negates, what a sentence goes on after.

use super::LanguageCode;

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

impl LanguageCode {
    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
        }
    }
}

const ENGLISH: Words = Words {
    stop: "a about above across after again against all almost also although always am among an and any are around as at \
away be became because become been before being below between both but by can could did do does doing done down during \
each either else ever every few for from further get gets give given go goes had has have having he her here hers him \
his how however i if in into is it its itself just least less let like made make makes many may me might more most much \
must my near need needs neither no nor not now of off often on once one only onto or other others our out over own per \
perhaps quite rather really said same say says see shall she should since so some such take takes tell than that the \
their them then there these they this those though through thus to too toward under until up upon us use used uses \
using usually very via was we well were what when where whether which while who whom whose why will with within without \
would yes yet you your",
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
bei beide beiden beim bereits bis bzw da dabei dadurch dafür dagegen daher damit danach dann daran darauf darin darum \
das dass davon dazu dem den denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort \
du durch ein eine einem einen einer eines einige einigen einiger einmal er es etwa etwas euch euer für gegen gewesen \
haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja jede jedem \
jeden jeder jedes jedoch jene jenem jenen jener jenes kann kein keine keinem keinen keiner können könnte man mehr mein \
meist mich mir mit muss müssen nach nachdem neben nicht nichts noch nun nur ob obwohl oder ohne pro sehr sei sein seine \
seinem seinen seiner seit selbst sich sie sind so sobald sofern sogar solche solchen soll sollen sollte somit sondern \
sowie sowohl über um und uns unser unter viel viele vielen vom von vor während war waren was weder weil welche welchem \
welchen welcher welches wenn wer werden wie wieder wir wird wo wobei worden wurde wurden würde würden zu zum zur zwar \
zwischen",
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
    stop: "a afin ai ainsi alors après au aucun aucune aussi autre autres aux avaient avait avant avec avoir car ce ceci \
cela celle celles celui ces cet cette ceux chaque chez comme comment contre dans de depuis des dès donc dont du durant \
elle elles en encore entre est et était étaient été être eu eux fait faire font fut hors ici il ils jamais je jusqu \
jusque la là le les leur leurs lors lorsque lui ma mais malgré me même mêmes mes moi moins mon n ne ni non nos notre \
nous on ont or ou où par parce parmi pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi pouvoir puis \
puisque qu quand que quel quelle quelles quelques quels qui quoi sa sans se selon sera seront ses si sien soit son sont \
sous sur ta tandis tant te tel telle telles tels tes toi ton toujours tous tout toute toutes très trop tu un une vers \
voici voilà vos votre vous y",
    asking: "aide analyse analyser avantage avantages bilan compare comparer comparaison décris décrire différence \
différences effet effets explique expliquer inconvénient inconvénients meilleur meilleure mieux rapport recherche \
rédige résume résumé résumer trouve versus vs",
    negations: "ne pas jamais aucun aucune nul nulle ni sans n",
    abbreviations: "apr. art. av. bd. boul. cf. ch. chap. dr. ed. éd. env. etc. ex. fig. hab. m. max. min. mm. mme. n. no. p. \
p.ex. pp. prof. réf. s. st. ste. tab. tél. vol.",
    elisions: "l d j m n s t c qu jusqu lorsqu puisqu",
};

const SPANISH: Words = Words {
    stop: "a al algo algún alguna algunas alguno algunos ambos ante antes aquel aquella aquellas aquellos aquí así aún \
aunque bajo bien cada casi como cómo con contra cual cuál cuales cuáles cualquier cuando cuándo cuanto cuánto de del \
desde donde dónde dos durante e el él ella ellas ellos embargo en entonces entre era eran es esa esas ese eso esos esta \
está están estaba estaban estas este esto estos fue fueron ha había habían haber hace hacia han hasta hay incluso la \
las le les lo los más me mediante menos mi mientras mis mismo misma mismos mismas mucho muchos muy nada ni no nos \
nosotros nuestra nuestro o otra otras otro otros para pero poco pocos por porque pues puede pueden que qué quien quién \
quienes se sea sean según ser si sí sido siempre sin sino sobre solo sólo son su sus suya suyo también tampoco tan tanto \
te tener tiene tienen toda todas todavía todo todos tras tu tus un una unas uno unos usted y ya yo",
    asking: "análisis analiza ayuda compara comparación comparar describe diferencia diferencias efecto efectos \
encuentra escribe explica explicar informe investiga mejor mejores peor resume resumen ventaja ventajas desventaja \
desventajas versus vs",
    negations: "no nunca jamás sin ni tampoco ningún ninguna ninguno ningunos ningunas nadie nada",
    abbreviations: "aprox. art. av. avda. cap. cf. cía. d. da. dr. dra. ed. ee.uu. ej. etc. fig. gral. hab. máx. mín. n. \
núm. p. p.ej. pág. págs. pp. prof. profa. sr. sra. srta. s.a. tel. ud. uds. vol.",
    elisions: "",
};
