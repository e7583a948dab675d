//! Kinds of values with the words that ask for them, in English, German, French and Spanish; reads no question.

use super::{Kind, MONEY, TIMES};
use crate::quantities::{CLOCK, DAY, WEEKDAY};

/// Times that come back.
pub(super) const MOMENTS: &[Kind] = &[
    Kind {
        asks: "day of the week|days of the week|which weekday|what weekday|which weekdays|what weekdays|wochentag|wochentagen|\
               wochentage|jour de la semaine|jours de la semaine|día de la semana|días de la semana",
        names: "",
        units: &[WEEKDAY],
        only: true,
        named: false,
    },
    Kind {
        asks: "what time|what hour|which hour|what are the opening hours|wie viel uhr|wieviel uhr|welche uhrzeit|\
               welcher uhrzeit|öffnungszeiten|quelle heure|quelles heures|quels sont les horaires|qué hora|qué horas|\
               qué horario",
        names: "",
        units: &[CLOCK],
        only: true,
        named: false,
    },
    Kind {
        asks: "what month|which month|what months|which months|welchem monat|welcher monat|welchen monaten|quel mois|\
               quels mois|qué mes|qué meses",
        names: "",
        units: &[DAY],
        only: true,
        named: false,
    },
    Kind {
        asks: "what season|which season|welcher jahreszeit|quelle saison|qué estación del año|what time of year|\
               what time of the year",
        names: "",
        units: &[DAY],
        only: true,
        named: false,
    },
    Kind {
        asks: "what day|which day|what days|which days|welchem tag|welchen tagen|\
               quel jour|quels jours|qué día|qué días|what date|which date|welchem datum|quelle date|\
               qué fecha",
        names: "",
        units: &[WEEKDAY, DAY],
        only: false,
        named: false,
    },
    Kind {
        asks: "what year|which year|what years|which century|what century|which decade|what decade|welchem jahr|\
               welches jahr|welchen jahren|welchem jahrhundert|welches jahrhundert|welchem jahrzehnt|quelle année|\
               quelles années|quel siècle|quelle décennie|quelle époque|qué año|qué años|qué siglo|qué década",
        names: "",
        units: &[],
        only: false,
        named: false,
    },
];

/// Amounts.
pub(super) const AMOUNTS: &[Kind] = &[
    Kind {
        asks: "how loud|how noisy|wie laut|niveau sonore|nivel de ruido|cuánto ruido|quel bruit",
        names: "loudness noise lautstärke lärmpegel schallpegel decibels dezibel décibels decibelios",
        units: &["dB"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how bright|wie hell",
        names: "brightness helligkeit luminosité luminosidad brillo",
        units: &["lx", "lm", "kW"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how fast|what speed|which speed|wie schnell|quelle vitesse|qué velocidad",
        names: "speed tempo geschwindigkeit höchstgeschwindigkeit vitesse velocidad",
        units: &["km/h", "Mbit/s", "m", "s", "days"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how steep|wie steil|quelle pente|qué pendiente",
        names: "gradient slope steepness steigung gefälle neigung pente inclinaison pendiente inclinación",
        units: &["%", "°"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how thick|wie dick",
        names: "thickness thick dicke dick stärke épaisseur épais épaisse grosor espesor grueso gruesa",
        units: &["m"],
        only: true,
        named: true,
    },
    Kind {
        asks: "what diameter|welchen durchmesser",
        names: "diameter durchmesser diamètre diámetro",
        units: &["m"],
        only: true,
        named: true,
    },
    Kind {
        asks: "how warm|how hot|how cold|wie warm|wie kalt|wie heiß|how many degrees|wie viel grad|wie viele grad|\
               combien de degrés|cuántos grados|qué temperatura|quelle température",
        names: "temperature temperatur température temperatura",
        units: &["°C", "°"],
        only: true,
        named: false,
    },
    Kind {
        asks: "how powerful|wie leistungsstark",
        names: "power leistung nennleistung puissance potencia",
        units: &["kW"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how far|wie weit|quelle distance|qué distancia",
        names: "distance entfernung abstand distancia",
        units: &["m", "s"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how expensive|wie teuer|how much money|wie viel geld|combien d'argent|cuánto dinero|quel prix|qué precio|\
               what sum|which sum|welche summe|welchen betrag|quelle somme|qué suma|combien coûte|\
               combien coûtent|was zahlt|was zahlen|was muss ich zahlen|was muss man zahlen|cuánto cuesta|cuánto cuestan|cuánto vale|how much is a|how much is an|how much is one|\
               how much is the|how much are the|how much was a|how much was an|how much was the|how much for|\
               how much was spent|how much is spent|how much was paid|how much is paid|how much was raised|wurde ausgegeben|\
               wurden ausgegeben|a-t-on dépensé|se gastó|se gastaron",
        names: "rent rental lease salary wage wages pay income revenue revenues proceeds profit debt debts loan grant subsidy \
                donation deposit fine penalty admission dues subscription premium miete pacht gehalt lohn einkommen \
                einnahmen erlös gewinn schulden kredit darlehen zuschuss förderung spende kaution strafe bußgeld eintritt \
                beitrag mitgliedsbeitrag loyer salaire revenu recette recettes profit dette emprunt subvention don caution \
                amende cotisation abonnement alquiler renta sueldo salario ingresos beneficio deuda préstamo subvención \
                donación depósito fianza multa cuota abono compensation entschädigung indemnité montant betrag importe",
        units: MONEY,
        only: false,
        named: false,
    },
    Kind {
        asks: "what fraction|which fraction|what percentage|what share|what proportion|wie viel prozent|\
               welcher prozentsatz|welche prozentzahl|welcher anteil|quelle part|quelle proportion|quel pourcentage|quelle fraction|\
               qué porcentaje|qué proporción|qué fracción",
        names: "percentage fraction prozentsatz pourcentage porcentaje",
        units: &["%"],
        only: false,
        named: false,
    },
    Kind {
        asks: "how much time|wie lange|wie viel zeit|combien de temps|cuánto tiempo|for how long",
        names: "",
        units: TIMES,
        only: false,
        named: false,
    },
    Kind {
        asks: "how old|what age|which age|wie alt|welchem alter|quel âge|qué edad|cuántos años|average age|mean age|durchschnittsalter|âge moyen|edad media de",
        names: "",
        units: TIMES,
        only: false,
        named: false,
    },
    Kind {
        asks: "how large|how big|wie groß|welche fläche|quelle superficie|quelle surface|qué superficie|\
               qué extensión|qué tamaño|quelle taille",
        names: "area surface acreage fläche superficie extensión",
        units: &["m²"],
        only: false,
        named: false,
    },
];
