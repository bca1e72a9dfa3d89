import Arguments
import Diagnostics
import Manual
import Reports

extension Session {
  var digits: Int? { self[Options.digits] }

  /// A name of the program in a table: a symbol where the format sets mathematics, else its text,
  /// which costs nothing for a hundred thousand inputs.
  func cell(name: String) -> Cell { format == .latex ? .name(name) : .text(name) }

  /// Writes a command's report in the format asked for, and its findings as warnings.
  func write(_ report: Report) throws(Failure) { try write(report, digits: digits) }

  /// The same with a command's own number of significant digits; nil: the fewest that read back.
  func write(_ report: Report, digits: Int?) throws(Failure) {
    let format = format
    try streams.output.write { bytes, drain in
      report.write(as: format, digits: digits, to: &bytes, drain: drain)
    }
    try warn(report.findings)
  }

  /// Prints a text of the manual, unless a viewer shows it.
  func print(
    shownBy viewer: ((_ text: String) -> Bool)? = nil, _ text: () throws(ManualError) -> String
  ) throws(Failure) -> ExitStatus {
    let found: Result<String, ManualError> = Result(catching: text)
    switch found {
    case .success(let text):
      if viewer?(text) != true { try streams.output.write(text) }
    case .failure(let error): throw .manual(error)
    }
    return .done
  }
}
