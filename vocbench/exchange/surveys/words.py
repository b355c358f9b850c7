"""Heads by which survey programs say what a column holds, in the languages in which they say it."""

from __future__ import annotations

import re

from vocbench.model.survey import ColumnKind

_RESPONDENT = (
    "respondent id|respondent|respondentid|respondentnr|respondentnummer|respondent nr|response id|"
    "responseid|resp|resp id|respid|participant|participant id|participantid|deelnemer|deelnemer id|"
    "deelnemernummer|antwoord id|record id|recordid|case id|caseid|klantnummer|klant id|customer id|"
    "member id|id|antwort id|id de la réponse|id de respuesta|befragten id|id van respondent|"
    "teilnehmer|user id|survey id|submission id"
)
_TEXT = (
    "other|other please specify|other specify|other write in|other write in required|other option|"
    "anders|anders namelijk|anders nl|anders te weten|anders geef nadere toelichting|overig|overige|"
    "overig geef nadere toelichting|overige geef nadere toelichting|write in|andere|"
    "sonstiges|sonstige|andere bitte angeben|"
    "sonstiges bitte angeben|autre|autre veuillez préciser|otro|otro especifique|altro|"
    "comment|comments|opmerking|opmerkingen|toelichting|kommentar|kommentare|commentaire|comentario|"
    "remark|remarks|reason for score|verbatim|open antwoord|open ended response"
)
_WAVE = "golf|wave|meting|meetronde|ronde|round|measurement|meetmoment|welle|vague|ola"
_QUESTION = "vraag|question|fft question|question text|vraagtekst|frage|pregunta"
_METADATA = (
    "startdate|start date|start date utc|enddate|end date|submit date utc|status|progress|"
    "duration in seconds|duration|finished|recordeddate|recorded date|distributionchannel|"
    "distribution channel|userlanguage|user language|anfangsdatum|enddatum|antworttyp|"
    "aktueller stand|dauer in sekunden|beendet|erfassungsdatum|verteilungskanal|benutzersprache|"
    "responseset|submitdate|lastpage|startlanguage|seed|datestamp|refurl|datum ingestuurd|"
    "laatste pagina|starttaal|startdatum|laatste actie|date submitted|last page|start language|"
    "date last action|referrer url|collector id|custom data 1|time started|link name|language|"
    "referer|session id|timestamp|tijdstempel|zeitstempel|horodateur|marca temporal|network id|tags|"
    "score quiz|response type|interviewtime|total time|comments moderation|date modified|"
    "date created|collector|taal|tijdstip|contact id|legacy comments|comments legacy|"
    "id van verzamelaar|collectorid|custom data|customdata|begindatum|einddatum|aangepaste gegevens 1|"
    "start time|completion time|last modified time|quiz feedback|begintijd|tijd van voltooien|"
    "tijd van laatste wijziging|starttijd|"
    "antwoordtype|voortgang|duur in seconden|voltooid|opnamedatum|distributiekanaal|gebruikerstaal|"
    "stage date utc|ending|startzeit|fertigstellungszeit|heure de début|heure de fin|hora de inicio|"
    "hora de finalización|ora di inizio|ora di completamento|total points|"
    "datum gestart|datum laatste actie|verwijzende url|totale tijd|user agent|referrer"
)
_PERSONAL = (
    "ipaddress|ip address|ip adres|ip adresse|ipaddr|adresse ip|ip|network address|recipientlastname|"
    "recipientfirstname|recipientemail|recipient last name|recipient first name|recipient email|"
    "nachname des empfängers|vorname des empfängers|e mail des empfängers|externalreference|"
    "externaldatareference|external data reference|externe datenreferenz|externaldatareference|"
    "locationlatitude|locationlongitude|locationaccuracy|location latitude|location longitude|"
    "breitengrad des standorts|längengrad des standorts|latitude|longitude|email|e mail|"
    "email address|emailaddress|e mail address|e mailadres|mailadres|e mail adres|emailadres|"
    "first name|last name|firstname|lastname|name|full name|fullname|naam|voornaam|achternaam|"
    "volledige naam|phone|phone number|telephone|telefoon|telefoonnummer|mobiel|mobile|address|adres|"
    "straat|street|huisnummer|username|gebruikersnaam|nutzername|token|date of birth|geboortedatum|"
    "birthdate|bsn|iban|rekeningnummer|vorname|nachname|nom|prénom|nombre|apellido|device id|"
    "postal address|postadres|recipientphone|geolocation|gps|participantlastname|"
    "participantfirstname|participantemail|customer name|contact name|contact email|klantnaam|"
    "contactpersoon|address 2|adres 2|phone nr|telefoonnr|access code|toegangscode|uw naam|je naam|"
    "uw e mailadres|your name|your email|wat is uw naam|wat is je naam|hoe heet u|hoe heet je|"
    "what is your name|what s your name|voor en achternaam|first and last name|naam en adres|naw"
)
_SCORE = (
    "nps|score|cijfer|rapportcijfer|rating|nps score|net promoter score|ces|csat|waardering|"
    "tevredenheid|satisfaction|satisfaction score|nota|note|punteggio"
)
_DATE = "datum|date|fecha|dato"


def folded(cell: str) -> str:
    """*cell* as it is compared: one line of small letters and digits."""
    return " ".join(re.findall(r"[^\W_]+", cell.casefold()))


KNOWN: dict[str, ColumnKind] = {
    folded(each): kind
    for kind, listed in (
        (ColumnKind.TEXT, _TEXT),
        (ColumnKind.RESPONDENT, _RESPONDENT),
        (ColumnKind.WAVE, _WAVE),
        (ColumnKind.QUESTION, _QUESTION),
        (ColumnKind.METADATA, _METADATA),
        (ColumnKind.PERSONAL, _PERSONAL),
        (ColumnKind.SCORE, _SCORE),
        (ColumnKind.DATE, _DATE),
    )
    for each in listed.split("|")
}
"""What a column holds, by its folded head."""


_NUMBER = re.compile(r"^(?:q|v|vraag )?\d+ (?=\D)")


def known_kind(*cells: str) -> ColumnKind | None:
    """What the first of *cells* that is a well-known head says; ``None`` where none is.

    The number of a question does not count: ``3. Naam``.
    """
    heads = (_NUMBER.sub("", folded(cell), count=1) for cell in cells)
    return next((KNOWN[each] for each in heads if each in KNOWN), None)
