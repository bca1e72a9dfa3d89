import Calculus
import Graph
import Numerics

/// A programming language, or LaTeX, that programs are written out in.
package enum EmittedLanguage: String, CaseIterable, Sendable {
  case c, swift, python, latex

  /// What messages call it.
  package var title: String {
    switch self {
    case .c: "C"
    case .swift: "Swift"
    case .python: "Python"
    case .latex: "LaTeX"
    }
  }

  /// For whom derivatives are rewritten.
  var reader: Identity.Use {
    switch self {
    case .c, .swift: .code
    case .python: .arrayCode
    case .latex: .display
    }
  }
}

/// A step that a language has no words for.
package enum EmissionError: Error, Equatable {
  case missing(function: String, language: EmittedLanguage)
  /// A step of the function's derivatives that only rules have a name for.
  case missingDerivative(function: String, language: EmittedLanguage)
}

/// A function to be written out: a program with some of its derivatives, all nodes of one graph.
package struct EmittedFunction {
  package private(set) var name: String
  package let program: Program
  /// The inputs that are differentiated by, as indices.
  package let independents: [Int]
  /// The value first.
  package private(set) var results: [GraphResult]
  /// Names of nodes that the program does not name itself: adjoints of its definitions.
  package private(set) var names: [(node: Node, name: String)]

  package init(
    name: String, program: Program, independents: [Int], results: [GraphResult],
    names: [(node: Node, name: String)] = []
  ) {
    self.name = name
    self.program = program
    self.independents = independents
    self.results = results
    self.names = names
  }

  /// The program's graph, which holds the derivatives too.
  package var graph: ExpressionGraph { program.graph }

  /// Whether the function returns its value as a number.
  var returnsNumber: Bool {
    program.outputs.count == 1 && graph.shape(of: program.outputs[0].node).isScalar
  }

  /// Inputs come one by one up to this number, beyond as one array: C promises 127 parameters, and
  /// nobody reads so many.
  private static let mostParameters = 32

  var packsInputs: Bool { program.inputs.count > EmittedFunction.mostParameters }

  /// The parameter that packs the inputs.
  static let packedInputs = "inputs"
  /// The parameter of C with memory for intermediate values.
  static let memory = "work"

  /// What code in every language calls its own parameters and results.
  static let ownNames = GraphResult.Kind.allCases.map(\.rawValue) + [packedInputs]

  var roots: [Node] { results.flatMap { $0.parts.map(\.node) } }

  /// The function with other nodes for its results and their names. A name of what has become a
  /// step of the program is not needed.
  private func replacing(_ replacement: (Node) -> Node) -> EmittedFunction {
    var copy = self
    copy.results = results.map { result in
      GraphResult(
        result.kind, result.shape,
        result.parts.map {
          .init(replacement($0.node), offset: $0.offset, stride: $0.stride)
        })
    }
    copy.names = names.compactMap { node, name in
      let node = replacement(node)
      return Int(node.index) < program.nodeCount ? nil : (node, name)
    }
    return copy
  }

  /// The function with its derivatives' steps as a person would write them: signs where they are
  /// read, no factors of 1, constants as numbers, no choice inside the same choice. Beside it, how
  /// often each identity was used.
  func tidied(for use: Identity.Use) -> (function: EmittedFunction, counts: [Int]) {
    var rewriter = Rewriter(graph, for: use, derivativeFrom: program.nodeCount)
    rewriter.rewrite(
      graph.sources(of: roots), for: roots, from: program.nodeCount,
      inputs: program.inputs.map(\.node))
    return (replacing { rewriter[$0] }, rewriter.counts)
  }

  /// What the function is called in a language: by its name, or one like it that is an identifier
  /// and none of the language's words.
  package func name(in language: EmittedLanguage) -> String {
    let reserved: [String]
    switch language {
    case .c: reserved = CSyntax().reservedForFunctions
    case .swift: reserved = SwiftSyntax().reservedForFunctions
    case .python: reserved = PythonSyntax.reserved
    case .latex: return name
    }
    var names = CodeNames(reserved: reserved, userNames: [])
    return names.identifier(for: name)
  }

  /// The function in a language.
  ///
  /// - Parameter isStandalone: LaTeX as a document of its own.
  package func source(
    in language: EmittedLanguage, isStandalone: Bool = false
  ) throws(EmissionError) -> String {
    var tidied = tidied(for: language.reader).function
    tidied.name = name(in: language)
    switch language {
    case .c: return try CodeEmitter(tidied, CSyntax()).text()
    case .swift: return try CodeEmitter(tidied, SwiftSyntax()).text()
    case .python: return try PythonEmitter(tidied).text()
    case .latex: return LaTeXEmitter(tidied).text(isStandalone: isStandalone)
    }
  }
}
