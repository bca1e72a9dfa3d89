import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records

/// What is said of a run at its end: the first row whose results are not finite, in a strict run
/// the first at a kink, the first that could not be read, and how many of each there were.
struct RowSummary {
  private(set) var recordCount = 0
  /// The line of the file in which the next chunk begins.
  private(set) var nextLine: Int
  private var troubled = RowTally()
  private var doubted = RowTally()
  private var mistaken: (error: RowError, source: SourceText)?
  private var mistakenCount = 0
  private var failingCount = 0

  init(firstLine: Int) { nextLine = firstLine }

  /// Adds the next chunk.
  mutating func add(_ outcome: RowOutcome, _ job: RowJob) {
    troubled.add(outcome.troubled, records: recordCount, lines: nextLine)
    doubted.add(outcome.doubted, records: recordCount, lines: nextLine)
    if mistaken == nil, let found = outcome.mistaken {
      mistaken = (
        found.error,
        SourceText(
          name: job.reader.name, bytes: found.record, firstLine: nextLine + found.line)
      )
    }
    recordCount += outcome.recordCount
    nextLine += outcome.lineCount
    mistakenCount += outcome.mistakenCount
    failingCount += outcome.failingCount
  }

  func status(_ job: RowJob) -> ExitStatus {
    if failingCount > 0 { return .disagrees }
    let isTroubled =
      troubled.count > 0 || doubted.count > 0 || mistakenCount > 0 && job.request.policy == .nan
    return job.request.session[Options.strict] && isTroubled ? .notFinite : .done
  }

  // MARK: - Words

  func findings(_ job: RowJob) -> [Diagnostic] {
    var findings = findings(of: troubled, job, "have results that are not finite")
    findings += self.findings(of: doubted, job, "have finite results and a warning")
    if let mistaken, job.request.policy != .stop, mistaken.error.isLocal {
      let original = mistaken.error.diagnostic(in: mistaken.source)
      let what = job.request.policy == .nan ? "written as nan" : "left out"
      var finding = Diagnostic(
        .warning,
        mistakenCount == 1
          ? "1 row that could not be read was \(what)"
          : "\(mistakenCount) rows that could not be read were \(what)",
        source: original.source, primary: original.primary,
        notes: [(mistakenCount == 1 ? "" : "the first: ") + original.headline])
      finding.notes += original.notes
      findings.append(finding)
    }
    return findings
  }

  /// A second look at the first row of a kind, and how many there are.
  private func findings(of tally: RowTally, _ job: RowJob, _ what: String) -> [Diagnostic] {
    guard let row = tally.first else { return [] }
    var findings = findings(of: row, job, job.makeSteps() ?? job.makeProgram())
    if tally.count > 1 {
      findings.append(Diagnostic(.warning, "\(tally.count) of \(recordCount) rows \(what)"))
    }
    return findings
  }

  private func findings(
    of row: RowTally.Row, _ job: RowJob, _ program: Program
  ) -> [Diagnostic] {
    let place = "\(job.reader.name) line \(row.line): "
    let number = row.record + 1
    let found = job.answer.findings(program, row.point, AnswerNumbers(row.results), .rows)
    guard !found.isEmpty else {
      return [
        Diagnostic(
          .warning, "row \(number): a result is not finite", notes: [place + "see there"])
      ]
    }
    return found.prefix(2).map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.headline = "row \(number): " + diagnostic.headline
      if let note = diagnostic.notes.first { diagnostic.notes[0] = place + note }
      return diagnostic
    }
  }
}
