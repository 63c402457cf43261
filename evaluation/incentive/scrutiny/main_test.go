package scrutiny_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain lets every property try 300 problems and, with the environment variable
// COUNTYEVAL_LONG, 10,000, unless the command line says how many.
func TestMain(m *testing.M) {
	flag.Parse()
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == "rapid.checks" })
	if !set && !testing.Short() {
		checks := "300"
		if os.Getenv("COUNTYEVAL_LONG") != "" {
			checks = "10000"
		}
		if err := flag.Set("rapid.checks", checks); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
