package incentive_test

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// counties ranks fictional counties by falling scores, with a grade each.
func counties(grades string, scores ...float64) evaluation.Ranking {
	r := evaluation.Ranking{Ties: evaluation.Ties{Digits: new(1)}}
	for i, s := range scores {
		r.Places = append(r.Places, evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: string(rune('a' + i))}, Score: s, Grade: grades[i : i+1]})
	}
	return r
}

// printAwards prints the awards of counties a, b, c ... and the remainder.
func printAwards(p incentive.Plan, r evaluation.Ranking) {
	a, err := p.Allocate(r, incentive.Figures{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range a.Awards {
		fmt.Print(w.Place.Unit.Code, " ", w.Amount, ", ")
	}
	fmt.Println("remainder", a.Remainder)
}

// If the number of places depends on how many are ranked, a newcomer can raise
// the awards of others: with three counties one is in the top half, with four two.
// County b wins by the arrival of d, which is worse than all.
func ExampleTop() {
	for _, scores := range [][]float64{{90, 80, 70}, {90, 80, 70, 60}} {
		printAwards(incentive.Plan{
			Pool:    incentive.Pool{Amount: 170},
			Clauses: []incentive.Clause{incentive.Top{N: len(scores) / 2}, incentive.ByScore{}},
		}, counties("AAAA", scores...))
	}
	// Output:
	// a 170, b 0, c 0, remainder 0
	// a 90, b 80, c 0, d 0, remainder 0
}

// A pool for each grade can give a county of grade B more than one of grade A that
// is better: A is crowded. Weights by grade cannot.
func ExampleTierPools() {
	r := counties("AAAAB", 90, 89, 88, 87, 60)
	pool := incentive.Pool{Amount: 100}
	printAwards(incentive.TierPools(pool, []incentive.Tier{{Grade: "A", Parts: 60}, {Grade: "B", Parts: 40}}), r)
	printAwards(incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByGrade{Weights: map[string]float64{"A": 3, "B": 2}}}}, r)
	// Output:
	// a 15, b 15, c 15, d 15, e 40, remainder 0
	// a 21, b 21, c 21, d 21, e 14, remainder 2
}

// With prizes by rank, a county that only overtakes another changes the award of a
// third: c rises to the place of b, and a, whose score is as it was, now shares
// its prize.
func ExampleByRank() {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.ByRank{Schedule: []float64{6, 3, 1}}}}
	r := counties("AAA", 90, 80, 70)
	printAwards(plan, r)
	r.Places[2].Score, r.Places[2].Rank = 90, 1 // c ties with a
	r.Places[1].Rank = 3
	printAwards(plan, r)
	// Output:
	// a 60, b 30, c 10, remainder 0
	// a 45, b 10, c 45, remainder 0
}

// Ceilings that cross can strand a part of the pool, and then a county can win by
// the rise of another: b shares a ceiling with a and one with c. The allocation
// says so, and repairs nothing.
func ExampleUnder() {
	for _, weight := range []int64{1, 4} {
		weights := incentive.ClauseFunc{Name: "weights", Func: func(s *incentive.Sheet) error {
			i, _ := s.Find("a")
			s.Scale(i, big.NewRat(weight, 1))
			return nil
		}}
		plan := incentive.Plan{
			Pool: incentive.Pool{Amount: 100},
			Clauses: []incentive.Clause{
				weights,
				incentive.Under{Name: "basin", Members: evaluation.Members{By: "tag:basin", In: []string{"Huai"}}, Amount: 20},
				incentive.Under{Name: "city", Members: evaluation.Members{By: "region", In: []string{"south"}}, Amount: 30},
			},
		}
		r := counties("AAA", 90, 80, 70)
		r.Places[0].Unit.Tags = indicators.NewTags(map[string]string{"basin": "Huai"})
		r.Places[1].Unit.Tags = indicators.NewTags(map[string]string{"basin": "Huai"})
		r.Places[1].Unit.Region, r.Places[2].Unit.Region = "south", "south"
		a, err := plan.Allocate(r, incentive.Figures{})
		if err != nil {
			fmt.Println(err)
			return
		}
		printAwards(plan, r)
		fmt.Println(a.Warnings[0])
	}
	// Output:
	// a 10, b 10, c 20, remainder 60
	// limits: ceilings basin and city cross; 60 left undivided
	// a 16, b 4, c 26, remainder 54
	// limits: ceilings basin and city cross; 54 left undivided
}
