package roster

import "strings"

// The names that record systems and people give the columns, as small letters and
// digits only (letters). These are names in files, not words for people.
var synonyms = index(map[Field]string{
	Number: `pnr persnr personnr personnummer perssonnummer personid persid patientid patid patientnr patientnummer identitetsnummer
		idnummer idnr personbeteckning samordningsnummer pnrsamnr personnrsamordningsnr födelsenummer civicnumber
		civicregistrationnumber personalnumber personalidentitynumber personalno nationalid ssn socialsecuritynumber number`,
	Name: `namn patientnamn patient personnamn fullständigtnamn fullnamn helanamnet patientensnamn listadperson invånare invånarnamn
		efternamnförnamn förnamnefternamn efternamnochförnamn förnamnochefternamn efternamntilltalsnamn name fullname patientname`,
	Family: `efternamn enamn eftern släktnamn lastname surname familyname family`,
	Given:  `förnamn fnamn förn tilltalsnamn tnamn firstname givenname forename given`,
	CareOf: `co coadress coaddress coadr conamn careof`,
	Street: `adress adr adress1 adress2 adress3 adressrad adressrad1 adressrad2 adressrad3 gatuadress gatuadr gata gatabox utdelningsadress
		utdelningsadress1 utdelningsadress2 utdelningsadr utdeladr utdeladress utdadr utdadress bostadsadress bostadsadr hemadress folkbokföringsadress
		fbfadress street streetaddress address address1 address2 addressline1 addressline2 homeaddress`,
	Postcode:    `postnr postnummer postno postkod pnummer zip zipcode postcode postalcode`,
	PostAddress: `postadress postadr padress padr postnrort postnrochort postnrpostort postnummerort postnummerochort postnummerochpostort postnummerpostort ortsadress postaladdress postaddress zipcity`,
	Town:        `ort postort stad bostadsort postortsnamn town city posttown postaltown`,
	Country:     `land landskod landnamn utland country countrycode`,
	Phone: `tel telefon telnr telefonnr telefonnummer tfn tfnr telefon1 tel1 telefon2 tel2 hemtelefon hemtel telhem telefonhem telefonbostad telbostad bostadstelefon fasttelefon
		phone phonenumber telephone homephone`,
	Mobile: `mobil mobiltelefon mobiltel mobiltfn mobtel mobnr mobilnr mobilnummer mobiltelefonnummer mobiltelefonnr telmobil telefonmobil tfnmobil sms smsnummer smsnr
		mobile mobilephone mobilenumber cell cellphone`,
	Email: `epost epostadress epostadr email emailaddress mail mailadress mejl mejladress`,
	Protected: `sekr sekretess sekrmark sekrmarkering sekretessmarkering sekretessmarkerad skydd skyddad skyddade skyddadid skyddspers spu
		protected protectedidentity confidential secrecy`,
	Interpreter: `tolk tolkbehov behovavtolk behövertolk tolkspråk språktolk interpreter interpreterneeded needsinterpreter interpreterlanguage`,
	Language:    `språk modersmål kommunikationsspråk talarspråk language preferredlanguage`,
	Born:        `född födelsedatum föddatum födelsedag föddat födelsetid born birthdate dateofbirth birthday dob`,
})

// parts are tried, in this order, in headers that are no synonym. Vaccination
// and consent come first: no roster column is ever consent (Q3).
var parts = []struct {
	text  string
	field Field
	note  string
}{
	{text: "mvg", note: "roster.note.mvg"},
	{text: "minvårdgävleborg", note: "roster.note.mvg"},
	{text: "vaccin", note: "roster.note.mvg"},
	{text: "samtyck", note: "roster.note.consent"},
	{text: "consent", note: "roster.note.consent"},
	{text: "sekretess", field: Protected},
	{text: "skyddad", field: Protected},
	{text: "kvarskriv", field: Protected},
	{text: "fingerad", field: Protected},
	{text: "spärrmark", field: Protected},
	{text: "protected", field: Protected},
	{text: "personnummer", field: Number},
	{text: "personnr", field: Number},
	{text: "tolkbehov", field: Interpreter},
	{text: "mobiltel", field: Mobile},
}

func index(names map[Field]string) map[string]Field {
	all := map[string]Field{}
	for field, list := range names {
		for name := range strings.FieldsSeq(list) {
			all[name] = field
		}
	}
	return all
}
