/// The values of `--format`.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, json, ndjson, csv, tsv, markdown, latex
}

extension Report {
  /// Appends the report in a format.
  ///
  /// `digits` is the number of significant digits; nil: the fewest that read back to the same
  /// double. Every line ends in a newline, whatever the platform. `drain` is called between the
  /// rows of a table and the elements of a JSON array, and may take what is there.
  package func write(
    as format: ReportFormat, digits: Int?, to bytes: inout [UInt8], drain: Drain = { _ in }
  ) {
    switch format {
    case .text: TextFormat.write(self, digits: digits, to: &bytes, drain)
    // An object takes one line anyway.
    case .json, .ndjson: JSONFormat.write(self, digits: digits, to: &bytes, drain)
    case .csv: SeparatedFormat.csv.write(self, digits: digits, to: &bytes, drain)
    case .tsv: SeparatedFormat.tsv.write(self, digits: digits, to: &bytes, drain)
    case .markdown: MarkdownFormat.write(self, digits: digits, to: &bytes, drain)
    case .latex: LatexFormat.write(self, digits: digits, to: &bytes, drain)
    }
  }
}
