import Diagnostics

/// One JSON object on one line, with the findings as its last member.
enum JSONFormat {
  static func write(
    _ report: Report, digits: Int?, to bytes: inout [UInt8], _ drain: Drain
  ) {
    var members = report.json
    if !report.findings.isEmpty {
      members.append(("findings", .array(report.findings.map { finding($0) })))
    }
    JSONValue.object(members).append(digits: digits, to: &bytes, drain)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A finding is its headline with the words and the place of its first primary label, if it has
  /// one.
  private static func finding(_ written: Diagnostic) -> JSONValue {
    let diagnostic = written.atOrigin
    let cause = diagnostic.primary.first?.text ?? ""
    var members: [(key: String, value: JSONValue)] = [
      ("severity", .string(diagnostic.severity.rawValue)),
      ("message", .string(diagnostic.headline + (cause.isEmpty ? "" : ": " + cause))),
    ]
    if let source = diagnostic.source, let label = diagnostic.primary.first {
      let (line, column) = source.position(of: Int(label.span.start))
      members.append(("line", .integer(line)))
      members.append(("column", .integer(column)))
    }
    return .object(members)
  }
}
