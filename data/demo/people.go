package demo

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"

	"fyrtio/assets"
	"fyrtio/core/fault"
	"fyrtio/core/pnr"
)

// Numbers gives Skatteverket's published test numbers of people born in a year: the
// only personal numbers that a demo may show (D31).
func Numbers(born int) ([]pnr.Number, error) {
	b, err := fs.ReadFile(assets.Demo, "demo/testpersonnummer.txt")
	if err != nil {
		return nil, err
	}
	var numbers []pnr.Number
	prefix := fmt.Sprintf("%04d", born)
	for lines := bufio.NewScanner(bytes.NewReader(b)); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), prefix) {
			continue
		}
		n, err := pnr.Stored(lines.Text())
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	return numbers, nil
}

// The people are invented. Their phone numbers are among those that Post- och
// telestyrelsen keeps free for fiction, their postcodes belong to no town.
var (
	women    = strings.Fields("Anna Maria Elin Sara Johanna Amira Linnea Petra Therese Ingrid Fatima Katarzyna Ann-Sofie Karin Emma Leila Sofia Åsa Ida Birgitta Łucja Rūta Hanna Jenny Malin Zeynep Camilla Märta Nadia Öznur")
	men      = strings.Fields("Erik Johan Karl Mikael Stefan Samir Daniel Markus Robert Pär Gustav Mohammed Andreas Fredrik Åke Viktor Tomasz Ulf Jonas Göran Petter Ali Henrik Björn Kristian Đorđe Mattias Nils Ömer Joakim")
	families = strings.Fields("Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Lindberg Lindström Lindgren Axelsson Bergström Lundqvist Sjödahl-Kapanen Haddad Malmquist Thorsell Bergvall Nordenfelt Fagerholm Rydell-Haapasalo Viklander Öhrling Al-Jabouri Ekholm Wennerström-Lindqvist Östergren Åkerblom Ängqvist Kowalczyk Jónsdóttir Ståhl Hägglöv Norling Palmcrantz Tjernström Grann")
	streets  = []string{"Björkstigen", "Storgatan", "Kvarnbacken", "Skolvägen", "Ängesvägen", "Strandvägen", "Tallbacksgränd", "Hammarvägen", "Lillgatan", "Smedjebacken"}
	towns    = []string{"999 41;Granlunda", "999 52;Norrviken", "999 63;Östanå", "999 74;Björkens by"}
)

// someone is one invented row of the roster.
type someone struct {
	number    pnr.Number
	given     string
	family    string
	protected bool
}

// invent makes n people of a cohort, in an order that the seed decides.
func invent(n, cohort int, r *rand.Rand) ([]someone, error) {
	numbers, err := Numbers(cohort - 40)
	if err != nil {
		return nil, err
	}
	if n > len(numbers) {
		return nil, fault.New(fault.Refused, "demo.err.many", "N", len(numbers), "Born", cohort-40)
	}
	r.Shuffle(len(numbers), func(i, j int) { numbers[i], numbers[j] = numbers[j], numbers[i] })
	people := make([]someone, n)
	for i := range people {
		p := someone{number: numbers[i], family: families[r.IntN(len(families))], protected: i%40 == 17}
		if p.number.Sex() == pnr.Woman {
			p.given = women[r.IntN(len(women))]
		} else {
			p.given = men[r.IntN(len(men))]
		}
		people[i] = p
	}
	return people, nil
}

// rosterOf writes the people as the record system would export them.
func rosterOf(people []someone, r *rand.Rand) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	rows := [][]string{{"Personnr", "Efternamn", "Förnamn", "C/o", "Utdelningsadress", "Postnr", "Ort", "Mobil", "Sekretessmarkering", "MVG"}}
	for i, p := range people {
		row := make([]string, len(rows[0]))
		row[0], row[1], row[2] = p.number.Display(), p.family, p.given
		if p.protected {
			row[8] = "J"
			rows = append(rows, row)
			continue
		}
		if i%23 == 5 {
			row[3] = families[r.IntN(len(families))]
		}
		row[4] = fmt.Sprintf("%s %d", streets[r.IntN(len(streets))], 1+r.IntN(60))
		if i%7 == 3 {
			row[4] += " lgh 1101"
		}
		row[5], row[6], _ = strings.Cut(towns[r.IntN(len(towns))], ";")
		if i%61 == 40 {
			row[5] = "" // a missing postcode is met every day
		}
		if i%9 != 4 {
			row[7] = fmt.Sprintf("070-17406%02d", 5+i%95)
		}
		if r.IntN(3) == 0 {
			row[9] = "ja" // vaccinated through MVG: no consent to anything (Q3)
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
