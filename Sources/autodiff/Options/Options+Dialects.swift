import Arguments
import Dialects

/// The option that says what a program is written in.
extension Options {
  static let dialect = Option<Dialect?>(
    "from", value: "DIALECT", .choice(),
    summary: "the program is written in \(Dialect.words)",
    details: """
      The program is read with the meaning that it has there: argument orders, first indices and \
      what `*` does to arrays are the dialect's. All of it is read or nothing, and what has two \
      meanings is refused. Bindings may have the names of the program or those that `convert` \
      prints.
      """)
}

extension Dialect: Choice {
  var spelling: String { name }
}
