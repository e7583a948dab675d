//! What documents measure, count and date most, in four languages: words for one thing are brought to one stem, so that a
//! question finds, and a statement meets, what another language or another writer calls differently. It holds no names.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::LanguageCode;

/// Words for one thing in English, German, French and Spanish. The first English word is the stem for all of them.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// Size, price and time of things.
const MEASURES: &[Row] = &[
    ("length long", "länge lang", "longueur long longue", "longitud largo larga mide"),
    ("width wide broad", "breite breit", "largeur", "ancho ancha anchura"),
    ("height high tall", "höhe hoch höher", "hauteur haut haute", "altura alto alta"),
    ("altitude elevation", "meereshöhe seehöhe", "altitude", "altitud"),
    ("depth deep", "tiefe tief", "profondeur profond profonde", "profundidad profundo profunda"),
    (
        "weight weigh heavy weighs weighed",
        "gewicht wiegt wiegen schwer",
        "poids pèse pesait lourd",
        "peso pesa pesaba pesado",
    ),
    ("area surface cover covers", "fläche flächen", "superficie", "extensión"),
    ("size large big", "größe groß", "taille grand grande", "tamaño grande"),
    ("speed fast", "geschwindigkeit schnell", "vitesse rapide", "velocidad rápido rápida"),
    ("temperature warm", "temperatur", "température", "temperatura"),
    ("capacity hold holds", "fassungsvermögen fasst kapazität", "capacité contenance", "capacidad aforo"),
    (
        "cost costs price charge pay pays",
        "kosten kostet kostete gekostet preis preise",
        "coût coûte coûté coûtait coûter prix tarif",
        "coste costo cuesta costó costaba precio tarifa",
    ),
    ("fare fee", "gebühr gebühren", "redevance", "tasa"),
    ("budget", "haushalt etat", "budget", "presupuesto"),
    ("share proportion percentage", "anteil", "part proportion pourcentage", "proporción porcentaje"),
    (
        "duration take takes last lasts lasted",
        "dauer dauert dauerte",
        "durée dure durent duré",
        "duración dura duró tarda",
    ),
    ("wait waited waiting", "wartezeit warten wartet", "attente attendre attendu", "espera esperar"),
    ("age old", "alter alt", "âge âgé", "edad"),
    ("average mean", "durchschnitt durchschnittlich", "moyenne moyen", "promedio"),
    ("yield harvest", "ernte ertrag geerntet", "récolte rendement", "cosecha"),
];

/// People and things that are counted.
const COUNTED: &[Row] = &[
    (
        "inhabitant resident population",
        "einwohner bewohner einwohnern bewohnern",
        "habitant habitants",
        "habitante habitantes población",
    ),
    (
        "visitor guest guests",
        "besucher gäste besuchern badegäste gast",
        "visiteur visiteurs",
        "visitante visitantes",
    ),
    (
        "employee employees employ employs employed staff workers worker",
        "beschäftigte mitarbeiter beschäftigt beschäftigten mitarbeitern mitarbeitende arbeitskräfte",
        "employé employés salarié salariés emploie",
        "empleado empleados trabajadores emplea",
    ),
    (
        "member",
        "mitglied mitglieder mitgliedern",
        "adhérent adhérents membre membres",
        "socio socios miembro miembros",
    ),
    ("volunteer", "freiwillige ehrenamtliche helfer", "bénévole bénévoles", "voluntario voluntarios"),
    (
        "passenger",
        "fahrgast fahrgäste fahrgästen passagiere",
        "passager passagers",
        "viajero viajeros pasajeros",
    ),
    ("spectator", "zuschauer zuschauern", "spectateur spectateurs", "espectador espectadores"),
    ("pupil schoolchildren", "schüler schülern schülerinnen", "élève élèves écoliers", "alumno alumnos"),
    ("student", "studierende studenten", "étudiant étudiants", "estudiante estudiantes"),
    (
        "teacher",
        "lehrer lehrern lehrkräfte",
        "enseignant enseignants professeur",
        "profesor profesores maestro maestros",
    ),
    ("patient", "patienten", "patient patients", "paciente pacientes"),
    ("child children", "kind kinder kindern", "enfant enfants", "niño niños niña"),
    (
        "household home homes households",
        "haushalte haushalten wohnungen",
        "foyer foyers ménage ménages logement logements",
        "hogar hogares viviendas vivienda",
    ),
    (
        "grower winemaker",
        "winzer winzern",
        "vigneron vignerons viticulteur viticulteurs",
        "viticultor viticultores",
    ),
    ("farmer", "bauer bauern landwirt landwirte", "agriculteur agriculteurs", "agricultor agricultores"),
    ("bed beds", "bett betten schlafplätze schlafplatz", "lit lits couchage couchages", "cama camas"),
    ("seat seats", "sitzplätze sitzplatz", "siège sièges", "asiento asientos"),
    (
        "room rooms",
        "zimmer raum räume",
        "chambre chambres salle salles",
        "habitación habitaciones sala salas",
    ),
    ("tree trees", "baum bäume bäumen", "arbre arbres", "árbol árboles"),
    (
        "volume book books",
        "buch bücher bände büchern medien",
        "livre livres ouvrage ouvrages volumes",
        "libro libros volúmenes",
    ),
    (
        "vehicle vehicles lorry lorries",
        "fahrzeug fahrzeuge fahrzeugen",
        "véhicule véhicules",
        "vehículo vehículos",
    ),
    ("bus buses", "busse bussen", "autobus", "autobús autobuses"),
    ("bicycle bicycles bike bikes", "fahrrad fahrräder", "vélo vélos bicyclette", "bicicleta bicicletas"),
    ("dog dogs", "hund hunde hunden", "chien chiens", "perro perros"),
    ("stop stops halt", "haltestelle haltestellen", "arrêt arrêts", "parada paradas"),
    ("station stations", "bahnhof bahnhöfe", "gare gares", "estación estaciones"),
    (
        "ticket tickets",
        "fahrkarte fahrkarten fahrschein eintrittskarte karten",
        "billet billets",
        "billete billetes entrada",
    ),
    (
        "house houses building buildings",
        "gebäude haus häuser",
        "bâtiment bâtiments maison maisons",
        "edificio edificios casa casas",
    ),
    ("concert concerts", "konzert konzerte konzerten", "concert concerts", "concierto conciertos"),
    ("accident accidents", "unfall unfälle unfällen", "accident accidents", "accidente accidentes"),
    (
        "vine vines vineyard vineyards",
        "rebe reben weinberg weinberge",
        "vigne vignes vignoble",
        "viña viñas viñedo viñedos",
    ),
    ("cow cows cattle", "kuh kühe rinder", "vache vaches", "vaca vacas"),
    ("fish", "fische fischen", "poisson poissons", "peces"),
    ("bird birds", "vogel vögel", "oiseau oiseaux", "ave aves pájaros"),
    ("bottle bottles", "flasche flaschen", "bouteille bouteilles", "botella botellas"),
];

/// Places and parts of them.
const PLACES: &[Row] = &[
    ("bridge", "brücke brücken", "pont ponts", "puente puentes"),
    ("tower", "turm türme", "tour tours", "torre torres"),
    ("lighthouse", "leuchtturm", "phare phares", "faro faros"),
    ("church", "kirche kirchen", "église églises", "iglesia iglesias"),
    ("school", "schule schulen", "école écoles", "escuela escuelas"),
    ("library", "bibliothek bücherei", "bibliothèque médiathèque", "biblioteca"),
    ("hospital", "krankenhaus klinik", "hôpital hôpitaux", "hospitales"),
    ("museum", "museen", "musée musées", "museo museos"),
    ("road street", "straße straßen", "rue route routes", "calle carretera"),
    ("river", "fluss flüsse", "rivière fleuve", "río ríos"),
    ("lake reservoir", "stausee seen", "lac lacs", "lago embalse pantano"),
    ("mill", "mühle mühlen", "moulin moulins", "molino molinos"),
    ("dam", "staumauer damm", "barrage", "presa"),
    ("island isle", "insel inseln", "île îles", "isla islas"),
    ("mountain hut refuge", "hütte hütten berghütte", "refuge refuges", "refugio refugios"),
    ("pool", "becken schwimmbecken sportbecken schwimmbad hallenbad", "piscine bassin bassins", "piscina"),
    ("shower showers", "dusche duschen", "douche douches", "ducha duchas"),
    ("cellar winery", "keller weinkeller", "chai cave", "bodega"),
    ("line lines", "linie linien strecke", "ligne lignes", "línea líneas"),
    ("network", "netz netzes", "réseau réseaux", "red redes"),
    ("pipe pipes", "rohr rohre leitung leitungen", "conduite conduites tuyau", "tubería tuberías"),
    ("crossing", "überfahrt", "traversée", "travesía"),
    ("climb ascent", "aufstieg", "montée ascension", "subida ascenso"),
    ("telescope", "teleskop fernrohr", "télescope", "telescopio"),
    ("mirror", "spiegel", "miroir", "espejo"),
    ("observatory", "sternwarte observatorium", "observatoire", "observatorio"),
    ("winter", "winter", "hiver", "invierno"),
    ("summer", "sommer", "été", "verano"),
    ("spring", "frühling frühjahr", "printemps", "primavera"),
    ("water", "wasser wassers trinkwasser", "eau eaux", "agua aguas"),
    ("beer", "bier biere", "bière bières", "cerveza"),
    ("wine", "wein weine", "vin vins", "vino vinos"),
    ("board", "pension halbpension", "demi-pension pension", "pensión"),
    ("tramway tram trams", "straßenbahn", "tramway tramways", "tranvía tranvías"),
    ("main principal", "haupt", "principal principale", "principal"),
];

/// What is done.
const DEEDS: &[Row] = &[
    (
        "founded found established created started establish",
        "gegründet gründung",
        "fondé fondée créé créée création",
        "fundado fundada creado creada",
    ),
    (
        "opening opens inaugurated",
        "eröffnet eröffnung eingeweiht",
        "inauguré inaugurée ouverture",
        "inaugurado inaugurada inauguración",
    ),
    (
        "built build constructed construction completed finished complete",
        "gebaut erbaut errichtet bau fertiggestellt fertig",
        "construit construite construction achevé achevée bâti",
        "construido construida construcción terminado terminada acabado",
    ),
    (
        "renovation repair repairs repaired renovated refurbishment restoration",
        "sanierung renovierung saniert reparatur",
        "rénovation rénové réparation restauration",
        "renovación reforma reparación restauración",
    ),
    (
        "begin began begins start starts",
        "beginnt begann begonnen beginn",
        "commencer commencé commencent commence débuté début",
        "empieza empezó comenzó comienza",
    ),
    ("released release published", "veröffentlicht erschienen", "publié publiée paru", "publicado publicada"),
    (
        "production produced produce produces",
        "erzeugt produktion hergestellt ausstoß produziert bierausstoß",
        "produit produite produits produites production",
        "producción produjo producido",
    ),
    (
        "carried carry transported transport carries",
        "befördert beförderte transportiert",
        "transporté transportés",
        "transportó transportado",
    ),
    ("planted plant", "gepflanzt pflanzte", "planté plantés plantées", "plantado plantados plantaron"),
    ("measured measure", "gemessen", "mesuré mesurée mesurés", "medido medida"),
    ("lost loss losses", "verlust verluste verloren", "perte pertes perdu", "pérdida pérdidas perdido"),
    (
        "received treated receive receives",
        "erhielt erhalten behandelt",
        "reçu reçus accueilli accueillis",
        "recibió recibido atendió",
    ),
    ("designed architect", "entworfen architekt", "conçu conçue architecte", "diseñado diseñada arquitecto"),
    ("connected", "angeschlossen", "raccordé raccordés", "conectado conectados"),
    ("counted", "gezählt", "recensé recensés", "contado contaron"),
    (
        "delivered supplied supply",
        "geliefert liefert abgegeben",
        "livré livrée fourni",
        "suministrado suministró",
    ),
    ("used uses", "genutzt verwendet benutzt", "utilisé utilisée", "utilizado utilizada"),
    ("show display shown", "gezeigt ausgestellt", "exposé exposés exposition", "expuesto expuestos"),
];

/// The stem for all words of a row.
type Stems = HashMap<String, &'static str>;

/// By the stem that the language gives a word, the stem for what it means.
pub(super) fn concepts(code: LanguageCode) -> &'static Stems {
    static KNOWN: OnceLock<HashMap<LanguageCode, Stems>> = OnceLock::new();
    let all =
        KNOWN.get_or_init(|| LanguageCode::ALL.into_iter().map(|code| (code, stems_of(code))).collect());
    all.get(&code).unwrap_or_else(|| {
        static NONE: OnceLock<Stems> = OnceLock::new();
        NONE.get_or_init(HashMap::new)
    })
}

/// The words of the language itself come first: another's word with the same stem is another word there.
fn stems_of(code: LanguageCode) -> Stems {
    let stemmer = code.stemmer();
    let mut out = Stems::new();
    let own = |row: &Row, of: LanguageCode| match of {
        LanguageCode::English => row.0,
        LanguageCode::German => row.1,
        LanguageCode::French => row.2,
        LanguageCode::Spanish => row.3,
    };
    let languages = std::iter::once(code).chain(LanguageCode::ALL.into_iter().filter(|other| *other != code));
    for of in languages {
        for row in [MEASURES, COUNTED, PLACES, DEEDS].into_iter().flatten() {
            let Some(common) = row.0.split(' ').next() else { continue };
            for word in own(row, of).split(' ').filter(|word| !code.has_function_word(word)) {
                out.entry(stemmer.stem(word).into_owned()).or_insert(common);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn words_for_one_thing_meet_whatever_the_language() {
        let stems = |code, text: &str| Language::of(code).stems(text);
        let english = stems(LanguageCode::English, "height lighthouse visitors");
        assert_eq!(english, stems(LanguageCode::German, "Höhe Leuchtturm Besucher"));
        assert_eq!(english, stems(LanguageCode::French, "hauteur phare visiteurs"));
        assert_eq!(english, stems(LanguageCode::Spanish, "altura faro visitantes"));
        // A question's language serves the words of other languages too.
        assert_eq!(english, stems(LanguageCode::English, "Höhe Leuchtturm visiteurs"));
        assert_ne!(stems(LanguageCode::English, "height"), stems(LanguageCode::English, "width"));
    }
}
