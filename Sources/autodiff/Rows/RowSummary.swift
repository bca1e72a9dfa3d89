import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records

/// What is said of a run at its end: the first row whose results are not finite, the first that
/// could not be read, and how many of both there were.
struct RowSummary {
  private(set) var recordCount = 0
  /// The line of the file in which the next chunk begins.
  private(set) var nextLine: Int
  private var troubled: (record: Int, line: Int, point: [Double], results: [Double])?
  private var troubledCount = 0
  private var mistaken: (error: RowError, source: SourceText)?
  private var mistakenCount = 0
  private var failingCount = 0

  init(firstLine: Int) { nextLine = firstLine }

  /// Adds the next chunk.
  mutating func add(_ outcome: RowOutcome, _ job: RowJob) {
    if troubled == nil, let found = outcome.troubled {
      troubled = (
        recordCount + found.record + 1, nextLine + found.line, found.point, found.results
      )
    }
    if mistaken == nil, let found = outcome.mistaken {
      mistaken = (
        found.error,
        SourceText(
          name: job.reader.name, bytes: found.record, firstLine: nextLine + found.line)
      )
    }
    recordCount += outcome.recordCount
    nextLine += outcome.lineCount
    troubledCount += outcome.troubledCount
    mistakenCount += outcome.mistakenCount
    failingCount += outcome.failingCount
  }

  func status(_ job: RowJob) -> ExitStatus {
    if failingCount > 0 { return .disagrees }
    let isTroubled =
      troubledCount > 0 || mistakenCount > 0 && job.request.policy == .nan
    return job.request.session[Options.strict] && isTroubled ? .notFinite : .done
  }

  // MARK: - Words

  func findings(_ job: RowJob) -> [Diagnostic] {
    var findings = troubledRow(job)
    if troubledCount > 1 {
      findings.append(
        Diagnostic(
          .warning, "\(troubledCount) of \(recordCount) rows have results that are not finite"))
    }
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

  /// A second look at the first row whose results are not finite.
  private func troubledRow(_ job: RowJob) -> [Diagnostic] {
    guard let troubled, let program = job.makeProgram() else { return [] }
    let place = "\(job.reader.name) line \(troubled.line): "
    let found = job.answer.findings(
      program, troubled.point, AnswerNumbers(troubled.results), .rows)
    guard !found.isEmpty else {
      return [
        Diagnostic(
          .warning, "row \(troubled.record): a result is not finite", notes: [place + "see there"])
      ]
    }
    return found.prefix(2).map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.headline = "row \(troubled.record): " + diagnostic.headline
      if let note = diagnostic.notes.first { diagnostic.notes[0] = place + note }
      return diagnostic
    }
  }
}
