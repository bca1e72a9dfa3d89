/// The values of `--format`.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, ndjson, csv, tsv, markdown, latex
}

extension Report {
  /// Appends the report in a format.
  ///
  /// `digits` is the number of significant digits; nil: the fewest that read back to the same
  /// double. Every line ends in a newline, whatever the platform.
  package func write(as format: ReportFormat, digits: Int?, to bytes: inout [UInt8]) {
    switch format {
    case .text: TextFormat.write(self, digits: digits, to: &bytes)
    // An object takes one line anyway.
    case .json, .ndjson: JSONFormat.write(self, digits: digits, to: &bytes)
    case .csv: SeparatedFormat.csv.write(self, digits: digits, to: &bytes)
    case .tsv: SeparatedFormat.tsv.write(self, digits: digits, to: &bytes)
    case .markdown: MarkdownFormat.write(self, digits: digits, to: &bytes)
    case .latex: LatexFormat.write(self, digits: digits, to: &bytes)
    }
  }
}
