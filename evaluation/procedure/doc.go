// Package procedure carries one evaluation from its call to the final list: returns come
// in and are signed, what is not plausible is asked back, a provisional result is put on
// notice, objections are decided, and a final result is made that keeps the provisional
// one.
//
// A [Round] goes through its states in order: [Collecting], [ToGrade], [Provisional],
// [Noticed], [Objections], [Final]. Everything that happens is an [Action], which somebody
// takes in a [Step]: an office, on a date, by a document.
//
//	round, err := procedure.Open(step, call)
//	err = round.Do(step, procedure.Return{From: "statistics", Readings: readings})
//	err = round.Do(step, procedure.Sign{From: "statistics"})
//	err = round.Do(step, procedure.Ask{Findings: findings, Due: "2025-04-08"})
//	err = round.Do(step, procedure.Answer{Query: 1, From: "statistics", Kind: procedure.Correct, Value: 31.2})
//	err = round.Do(step, procedure.Verify{})
//	err = round.Grade(step, method)              // provisional
//	err = round.Do(step, procedure.Publish{})    // the notice begins
//	err = round.Do(step, procedure.Object{...})
//	revision, _, err := round.Revise(method, change) // what it would move, before it is accepted
//	err = round.Do(step, procedure.EndNotice{})
//	err = round.Do(step, procedure.Decide{Objection: 1, Verdict: procedure.Accepted, Reason: "..."})
//	err = round.Finalize(step, method)
//
// What the rules of a step do not allow is refused with everything that is open, joined,
// and leaves the round as it was. The method of the evaluation comes in by an [Evaluator],
// an interface of one method; a [Method] of package values is one, and so is a scheme in a
// few lines.
//
// # Two records
//
// The trail (留痕记录) is all that happened, in order, each [Entry] with the digest of the
// one before; [Round.WriteTo] writes it and [Read] makes the same round of it again, by
// taking every action once more. [VerifyTrail] finds and names a changed byte, a missing
// entry and one that stands elsewhere. The register (工作台账) is what is still to be done,
// by whom and until when: [Round.Register], with sheets for each department ([Reminder],
// 催报单) and county ([Questions], 质疑清单).
//
// # Three papers
//
// [PublicList] is what may be public, [Feedback] (反馈单) a county's own sheet, and [Book]
// everything, for the office that runs the round. A confidential figure of one county never
// stands in the public list or in the sheet of another, nor do medians, scales and questions
// that are made of it.
package procedure
