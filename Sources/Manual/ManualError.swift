import Arguments
import Diagnostics

/// What is looked up in the manual and is not there. The exit status is that of a wrong command
/// line.
package enum ManualError: Error, Equatable {
  /// `autodiff help` with a name that is neither a command, the language nor a function.
  case unknownTopic(name: String)
  /// `autodiff functions` with another name.
  case unknownFunction(name: String)
  /// `autodiff man` with the name of no page.
  case unknownPage(name: String)

  /// The message: what is not there, and the nearest that is.
  package func diagnostic(of table: CommandTable) -> Diagnostic {
    switch self {
    case .unknownTopic(let name):
      Self.unknown(
        "no help on `\(Suggestions.shown(name))`", name, Help(table).topics,
        Synonyms.commands + Synonyms.functions, listing: "help help")
    case .unknownFunction(let name):
      Self.unknown(
        "no function is called `\(Suggestions.shown(name))`", name, FunctionReference.names,
        Synonyms.functions, listing: "functions")
    case .unknownPage(let name):
      Self.unknown(
        "no manual page is called `\(Suggestions.shown(name))`", name, ManualPages(table).names,
        Synonyms.commands, listing: "help man")
    }
  }

  private static func unknown(
    _ headline: String, _ name: String, _ names: [String], _ synonyms: [Synonyms.Entry],
    listing: String
  ) -> Diagnostic {
    Diagnostic(
      .error, headline, helps: [Suggestions.didYouMean(name, names, synonyms, listing: listing)])
  }
}
