package incentive_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain lets every property try more than rapid's 100 problems, unless the
// command line says how many.
func TestMain(m *testing.M) {
	flag.Parse()
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == "rapid.checks" })
	if !set && !testing.Short() {
		if err := flag.Set("rapid.checks", "600"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
