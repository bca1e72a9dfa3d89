import Arguments
import Diagnostics
import Reports

extension Session {
  var format: ReportFormat {
    invocation.value("format").flatMap { ReportFormat(rawValue: $0) } ?? .text
  }

  var digits: Int? { invocation.integer("digits") }

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
}
