// Package requirements puts a scheme to the test: what is asked of it is data, and one call
// checks it, also in go test.
//
// What a scheme is asked for is data ([Requirement]) and is checked in one call, as
// [Check] does, before a scheme is chosen and in the tests of whoever keeps it: no
// indicator explains more than half of the variance, at least 18 of the first 20 stay, no
// award falls by more than 10 %, the border of A stands to a radius of 5 %. What breaks a
// requirement says the figure found, the limit, and whom it concerns ([Breach]).
package requirements
