// Package terminal lays out text in columns of a terminal, where Chinese
// characters take two.
package terminal
