import Arguments
import Reports

/// `--format`: each command offers what it can write.
extension Options {
  static let format = Option(
    "format", value: "FORMAT", .choice(among: OutputFormat.tables),
    summary: OutputFormat.words(OutputFormat.tables),
    details: """
      Default: `\(ReportFormat.usual.rawValue)`. `json` and `ndjson` are one object on one line. \
      In JSON a number that is not finite is `null`, with a finding that says why.
      """)

  /// What `--format` means without rows, and for them.
  static let rowsFormat = Option(
    "format", value: "FORMAT", .choice(among: OutputFormat.tables + [.npy]),
    summary: OutputFormat.list(OutputFormat.tables + [.npy]),
    details: """
      Default: `\(ReportFormat.usual.rawValue)`; for rows their own format, and `csv` for NPY. \
      `json` and `ndjson` are one object on one line, for each row. In JSON a number that is not \
      finite is `null`, with a finding that says why. `npy` is for rows from an NPY file.
      """)

  static let matrixFormat = Option(
    "format", value: "FORMAT", .choice(among: OutputFormat.tables + OutputFormat.pictures),
    summary: OutputFormat.list(OutputFormat.tables + OutputFormat.pictures),
    details: """
      Default: `\(ReportFormat.usual.rawValue)`. `mtx` is the Matrix Market format, `svg` a \
      picture of the pattern; both imply `--sparse`. In JSON a number that is not finite is \
      `null`, with a finding that says why.
      """)

  static let matrixRowsFormat = Option(
    "format", value: "FORMAT", .choice(among: OutputFormat.allCases),
    summary: OutputFormat.list(OutputFormat.allCases),
    details: matrixFormat.description.details + " `npy` is for rows from an NPY file.")

  static let codeFormat = Option(
    "format", value: "FORMAT", .choice(among: OutputFormat.code),
    summary: OutputFormat.words(OutputFormat.code) + " (default: \(ReportFormat.usual.rawValue))")

  static let graphFormat = Option(
    "format", value: "FORMAT", .choice(usual: GraphFormat.text),
    summary: { "\(GraphFormat.words) (default: \($0))" },
    details: { _ in
      "`dot` is the language of Graphviz: `autodiff graph ... --format dot | dot -Tsvg`."
    })
}

extension ReportFormat {
  /// Where no other is asked for.
  static let usual = ReportFormat.text
}

/// What answers are written in.
enum OutputFormat: Choice, Equatable {
  /// All that a command says.
  case report(ReportFormat)
  /// The pattern of a matrix.
  case picture(MatrixPicture)
  /// The numbers of rows that come from an NPY file.
  case npy

  static var allCases: [OutputFormat] { tables + pictures + [.npy] }

  static var tables: [OutputFormat] { ReportFormat.allCases.map { .report($0) } }

  static var pictures: [OutputFormat] { MatrixPicture.allCases.map { .picture($0) } }

  /// What has room for source code.
  static let code: [OutputFormat] = [.report(.text), .report(.json), .report(.ndjson)]

  private static let npySpelling = "npy"

  var spelling: String {
    switch self {
    case .report(let format): format.rawValue
    case .picture(let picture): picture.rawValue
    case .npy: OutputFormat.npySpelling
    }
  }
}

/// The formats of matrices that tables do not have.
enum MatrixPicture: String, CaseIterable { case mtx, svg }

/// What `graph` writes.
enum GraphFormat: String, Choice { case text, dot }
