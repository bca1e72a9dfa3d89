import Arguments
import Diagnostics
import Evaluation
import Graph

/// Whether loops are kept or written out. Both give the same values and first derivatives, bit by
/// bit; but only steps that are written out show where something is not finite or has a kink, and
/// tell what is structurally 0.
extension Session {
  /// Answers a program with its loops kept, or with their steps where these have kinks; and once
  /// more with the steps where something comes out not finite.
  ///
  /// - Parameters:
  ///   - keepsLoops: whether nobody looks at the steps.
  ///   - showsPattern: whether the answer tells which elements are structurally 0.
  ///   - answer: gives nil where it is not the last time and numbers are not finite; then it has
  ///     written nothing.
  func answer(
    keepsLoops: Bool = true, showsPattern: Bool = false,
    _ answer: (_ reader: ProgramReader, _ isLast: Bool) throws(Failure) -> ExitStatus?
  ) throws(Failure) -> ExitStatus {
    var reader = try ProgramReader(self, loops: keepsLoops ? .kept : .writtenOut)
      .withVisibleKinks()
    if showsPattern, reader.program.graph.holdsBodies { reader = reader.writtenOut() ?? reader }
    if let status = try answer(reader, !reader.program.graph.holdsBodies) { return status }
    guard let status = try answer(reader.writtenOut() ?? reader, true) else {
      preconditionFailure("the last answer is one")
    }
    return status
  }
}

extension ProgramReader {
  /// The program with its loops written out; nil where they are too long.
  func writtenOut() -> ProgramReader? {
    let steps = origin.writtenOut
    return (try? steps.program()).map { ProgramReader(self, $0, steps) }
  }

  /// The program, with its loops written out where they have kinks; where they are too long for
  /// that, it is said that none was looked for.
  func withVisibleKinks() throws(Failure) -> ProgramReader {
    guard let kinked = program.graph.bodies.first(where: { FindingSearch.hasKinks($0) }) else {
      return self
    }
    if let writtenOut = writtenOut() { return writtenOut }
    try session.warn([
      Diagnostic(
        .note,
        "whether a step of `\(kinked.name)` meets a kink is not looked for: there are too many steps"
      )
    ])
    return self
  }
}
