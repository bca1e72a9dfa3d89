import Arguments
import Calculus
import Diagnostics
import Differentiation
import Graph
import Notation
import Numerics
import Reports

/// `autodiff emit`: source code for the value and derivatives.
enum EmitCommand {
  static let command = Command(
    "emit", summary: "write source code for the value and derivatives",
    options: {
      Options.program
      Options.language
      Options.emittedDerivative
      Options.wrt
      Options.output
      Options.functionName
      Options.standalone
      Options.files
      Options.codeFormat
      Options.color
      ParserOptions.help
    },
    details: {
      [
        """
        Writes one function that computes the value and the derivatives from one shared graph: what \
        they have in common is computed once. Names come from the program's definitions, and the \
        comment above the function says what goes in and what comes out.
        """,
        """
        Bindings are not needed, and the function does not hang on their values: an input without \
        one is a number, and `A=zeros(3,4)` gives a shape. Arrays lie in memory column after column.
        """,
        """
        C and Swift give the evaluator's numbers to a few units in the last place when they are \
        compiled without fused multiply-add (`-ffp-contract=off`). What the language lacks comes \
        along as a function of its own, or is refused by name. Sums over arrays are plain loops.
        """,
      ]
    },
    examples: {
      [
        ("autodiff emit 'exp(sin(u^2)*log(u^2))'", "C for the value and the gradient."),
        (
          "autodiff emit 'sum((A*x).^2)' 'A=zeros(3,2)' 'x=zeros(2,1)'",
          "Arrays become loops."
        ),
        ("autodiff emit 'x^2*y' --language python --derivative hessian", "Second derivatives."),
        (
          "autodiff emit 'exp(-x^2/s)' --language latex --standalone",
          "A LaTeX document with the value and the derivatives."
        ),
      ]
    },
    run: run)

  static func run(_ session: Session) throws(Failure) -> ExitStatus {
    let reader = try ProgramReader(session)
    let program = reader.program
    // Bindings give shapes; those of names that are no inputs are mistakes here too.
    try reader.checkBindings()
    let language = session[Options.language]
    guard language == .latex || !session[Options.standalone] else {
      throw .request(.standaloneCode(language: language.title))
    }
    let function = try function(session, reader)
    let code: String
    do {
      code = try function.source(in: language, isStandalone: session[Options.standalone])
    } catch {
      throw .emission(error.inWords(of: program))
    }
    let name = function.name(in: language)
    if name != function.name {
      try session.warn([renaming(from: function.name, to: name, in: language)])
    }
    if session.format == .text {
      try session.streams.output.write(code)
    } else {
      try session.write(
        Report(
          json: [("language", .string(language.rawValue)), ("code", .string(code))]))
    }
    return .done
  }

  /// Says that the function is not called as asked.
  private static func renaming(
    from asked: String, to name: String, in language: EmittedLanguage
  ) -> Diagnostic {
    Diagnostic(
      .warning, "\(language.title) code cannot define `\(asked)`: the function is called `\(name)`",
      helps: ["write `--name \(name)`, or another name"])
  }

  private static func function(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> EmittedFunction {
    let program = reader.program
    let derivative = try derivative(session, reader)
    let inputs = try reader.independents()
    let built = try DerivativeGraph(program, by: inputs).checked(derivative)
    return EmittedFunction(
      name: session[Options.functionName], program: program,
      independents: inputs, results: built.results, names: built.names)
  }

  /// What is asked for; without a word what fits the program.
  private static func derivative(
    _ session: Session, _ reader: ProgramReader
  ) throws(Failure) -> GraphResult.Kind {
    let program = reader.program
    let isNumber =
      program.outputs.count == 1 && program.graph.shape(of: program.outputs[0].node).isScalar
    let derivative = session[Options.emittedDerivative] ?? (isNumber ? .gradient : .jacobian)
    if derivative == .gradient || derivative == .hessian {
      try reader.requireScalarOutput("emit --derivative \(derivative.rawValue)")
    }
    return derivative
  }
}

extension DerivativeGraph {
  /// More derivatives than this are no code to be read or compiled.
  private static let mostElements = 10_000

  /// The results, if they are not too many: each column of a matrix is a sweep of its own.
  func checked(
    _ derivative: GraphResult.Kind
  ) throws(Failure) -> (results: [GraphResult], names: [(node: Node, name: String)]) {
    if derivative == .jacobian || derivative == .hessian {
      let count = elementCount(of: derivative)
      guard count <= DerivativeGraph.mostElements else {
        throw .request(.largeCode(derivative: derivative.rawValue, count: count))
      }
    }
    return results(derivative)
  }
}

extension EmissionError {
  /// The error with the function that the program has, where what is missing is a step of that
  /// function's derivatives.
  func inWords(of program: Program) -> EmissionError {
    guard case .missing(let step, let language) = self, ArrayOperation.isHidden(step) else {
      return self
    }
    for index in 0..<program.nodeCount where program.graph.records[index].operation.isArray {
      let operation = program.graph.records[index].operation.array
      if operation.form != .hidden, operation.takes(step) {
        return .missingDerivative(function: operation.name, language: language)
      }
    }
    return self
  }

  var diagnostic: Diagnostic {
    switch self {
    case .missing(let function, let language):
      Diagnostic(
        .error, "\(language.title) has no `\(function)`, and none is known that could come along",
        helps: ["`autodiff functions \(function)` describes it; other languages may have it"])
    case .missingDerivative(let function, let language):
      Diagnostic(
        .error, "\(language.title) has no steps for `\(function)`, or for these derivatives of it",
        helps: ["ask for fewer derivatives with `--derivative`; other languages may have them"])
    }
  }
}
