package procedure

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// Kinds are the kinds of actions of this package, with those of all that results hold.
func Kinds() basis.Kinds {
	return incentive.Kinds().With(
		profile.Kinds(),

		basis.Kind[Action]("answer", Answer{}),
		basis.Kind[Action]("ask", Ask{}),
		basis.Kind[Action]("call", Call{}),
		basis.Kind[Action]("decide", Decide{}),
		basis.Kind[Action]("end_notice", EndNotice{}),
		basis.Kind[Action]("finalized", Finalized{}),
		basis.Kind[Action]("graded", Graded{}),
		basis.Kind[Action]("object", Object{}),
		basis.Kind[Action]("publish", Publish{}),
		basis.Kind[Action]("return", Return{}),
		basis.Kind[Action]("sign", Sign{}),
		basis.Kind[Action]("verify", Verify{}),
	)
}
