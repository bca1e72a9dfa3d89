import Arguments
import TestSupport
import Testing

@testable import autodiff

@Suite("Reading the command line")
struct ArgumentParserTests {
  /// A command line, and what must be understood: the program, the bindings, the options with their
  /// values.
  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let command: String
    let program: String?
    let bindings: [String]
    let options: [String]
    var testDescription: String { line }

    init(
      _ line: String, _ command: String, _ program: String?, _ bindings: [String] = [],
      options: [String] = []
    ) {
      self.line = line
      self.command = command
      self.program = program
      self.bindings = bindings
      self.options = options
    }
  }

  static let cases = [
    Case("eval 'x^2' x=3", "eval", "x^2", ["x=3"]),
    Case("grad 'x*y' x=1 y=2", "grad", "x*y", ["x=1", "y=2"]),
    // A program that looks like a binding, in whose place no other stands.
    Case("eval 'v = u^2; sin(v)' u=1", "eval", "v = u^2; sin(v)", ["u=1"]),
    Case("eval a=3", "eval", "a=3"),
    Case("eval a=b b=2", "eval", "a=b", ["b=2"]),
    // Values are kept as typed.
    Case("eval x 'x= 3 '", "eval", "x", ["x= 3 "]),
    Case("eval x 'x = 3'", "eval", "x", ["x= 3"]),
    Case("eval 'x=1=2' x", "eval", "x", ["x=1=2"]),
    Case("eval x x=-1", "eval", "x", ["x=-1"]),
    Case("eval x x=@data.csv", "eval", "x", ["x=@data.csv"]),
    Case("eval x _a1=3 θ=2", "eval", "x", ["_a1=3", "θ=2"]),
    // Options in every form and place.
    Case("eval --digits 6 x x=1", "eval", "x", ["x=1"], options: ["digits 6"]),
    Case("eval x --digits=6 x=1", "eval", "x", ["x=1"], options: ["digits 6"]),
    Case("eval x x=1 --strict", "eval", "x", ["x=1"], options: ["strict"]),
    Case("--format json eval x", "eval", "x", options: ["format json"]),
    Case("--trace eval x", "eval", "x", options: ["trace"]),
    Case("-f p grad x=1", "grad", nil, ["x=1"], options: ["file p"]),
    Case("eval --output=a,b 'a = 1; b = 2'", "eval", "a = 1; b = 2", options: ["output a,b"]),
    Case("grad --wrt 'x, y' x", "grad", "x", options: ["wrt x, y"]),
    Case("grad x --mode forward", "grad", "x", options: ["mode forward"]),
    // With a file every operand is a binding, wherever `-f` stands.
    Case("eval -f p.txt x=1", "eval", nil, ["x=1"], options: ["file p.txt"]),
    Case("eval -fp.txt x=1", "eval", nil, ["x=1"], options: ["file p.txt"]),
    Case("eval --file=p.txt", "eval", nil, options: ["file p.txt"]),
    Case("eval -f - x=1", "eval", nil, ["x=1"], options: ["file -"]),
    Case("eval -f- x=1", "eval", nil, ["x=1"], options: ["file -"]),
    Case("eval x=1 -f p.txt", "eval", nil, ["x=1"], options: ["file p.txt"]),
    Case("eval -f p.txt --bindings -", "eval", nil, options: ["file p.txt", "bindings -"]),
    // Programs that begin with `-`.
    Case("eval '-x^2' x=3", "eval", "-x^2", ["x=3"]),
    Case("eval x=3 -f - ", "eval", nil, ["x=3"], options: ["file -"]),
    Case("eval -x x=3", "eval", "-x", ["x=3"]),
    Case("eval x=2 y=3 'z = x*y'", "eval", "z = x*y", ["x=2", "y=3"]),
    Case("eval 'y = x^2' x=3", "eval", "y = x^2", ["x=3"]),
    Case("eval x=3 '-x^2'", "eval", "-x^2", ["x=3"]),
    Case("eval x=3 'x^2' y=2", "eval", "x^2", ["x=3", "y=2"]),
    Case("eval 'a==b' a=1 b=1", "eval", "a==b", ["a=1", "b=1"]),
    Case("eval 'd = e^2' e=3", "eval", "d = e^2", ["e=3"]),
    Case("eval 'd=e^2' 'd*x' x=3", "eval", "d*x", ["d=e^2", "x=3"]),
    Case("eval 'x=sqrt(2)*1e3' 'x^2'", "eval", "x^2", ["x=sqrt(2)*1e3"]),
    Case("eval x 'x=sine(1)'", "eval", "x", ["x=sine(1)"]),
    Case("eval A=@f.csv 'sum(A)'", "eval", "sum(A)", ["A=@f.csv"]),
    Case("eval 'A=[1; 2]' 'A'", "eval", "A", ["A=[1; 2]"]),
    Case("eval 'a = 1; a*x' x=3", "eval", "a = 1; a*x", ["x=3"]),
    Case("eval 'x=3'", "eval", "x=3", []),
    Case("eval -e 'y=3' x=1", "eval", "y=3", ["x=1"], options: ["expression y=3"]),
    Case("eval x=1 -e '-x^2'", "eval", "-x^2", ["x=1"], options: ["expression -x^2"]),
    Case(
      "eval --expression='-exp(x)' x=1", "eval", "-exp(x)", ["x=1"],
      options: ["expression -exp(x)"]),
    Case("eval '-exp(x)' x=1", "eval", "-exp(x)", ["x=1"]),
    Case("eval --x x=3", "eval", "--x", ["x=3"]),
    Case("eval --trac trac=1", "eval", "--trac", ["trac=1"]),
    Case("eval -step step=1", "eval", "-step", ["step=1"]),
    Case("eval -3", "eval", "-3"),
    Case("eval '-f^2' f=3", "eval", "-f^2", ["f=3"]),
    Case("eval '-f(1)'", "eval", "-f(1)"),
    Case("eval '-h + 1' h=1", "eval", "-h + 1", ["h=1"]),
    Case("eval -", "eval", "-"),
    // Its mistakes are those of a program, which the parser of programs explains.
    Case("eval '-x^' x=3", "eval", "-x^", ["x=3"]),
    Case("eval ''", "eval", ""),
    // `--` ends the options.
    Case("eval -- --trace trace=1", "eval", "--trace", ["trace=1"]),
    Case("eval --trace -- -x x=1", "eval", "-x", ["x=1"], options: ["trace"]),
    Case("-- eval x", "eval", "x"),
    // Numbers as values of options.
    Case("check x --step 1e-3", "check", "x", options: ["step 1e-3"]),
    Case("check x --step 0x1p-10", "check", "x", options: ["step 0x1p-10"]),
    Case("check x --rtol 0 --atol .5", "check", "x", options: ["rtol 0", "atol .5"]),
    Case("check x --random 1e2", "check", "x", options: ["random 1e2"]),
    Case(
      "check x --random 9 --seed 0 --range x=-1:1 --range y=0:2*pi", "check", "x",
      options: ["random 9", "seed 0", "range x=-1:1", "range y=0:2*pi"]),
    Case("functions", "functions", nil),
    Case("version", "version", nil),
  ]

  @Test("Program, bindings and options are told apart", arguments: cases)
  func understands(_ line: Case) throws {
    let invocation = try parse(line.line)
    #expect(invocation.command.name == line.command)
    #expect(invocation.program.map(text) == line.program)
    #expect(invocation.bindings.map { $0.name + "=" + text($0.value) } == line.bindings)
    let options = invocation.command.options.flatMap { option in
      invocation.texts(of: option).map {
        option.value == nil ? option.name : option.name + " " + text($0)
      }
    }
    #expect(Set(options) == Set(line.options))
    guard case .run(let place) = invocation.request else {
      Issue.record("the command does not run")
      return
    }
    #expect(Command.all[place].description.name == line.command)
  }

  @Test("Bytes outside UTF-8 reach the parser of programs as they are")
  func rawBytes() throws {
    let program: [UInt8] = [0x78, 0xFF, 0x00]
    let invocation = try parseArguments(
      [bytes("eval"), program, [0x78, 0x3D, 0xFE]], of: Command.table, in: ProgramReader.questions)
    #expect(invocation.program == program)
    #expect(invocation.bindings.first?.value == [0xFE])
    let file = try parseArguments(
      [bytes("eval"), bytes("-f"), [0xFF]], of: Command.table, in: ProgramReader.questions)
    #expect(file[Options.file] == [0xFF])
  }

  @Test("Values of options come as names, numbers, choices and ranges")
  func typedValues() throws {
    let line = "check 'x*y' --wrt 'x, y' --step 1e-3 --rtol 1e-4 --digits 6"
    let check = try parse(line)
    #expect(check[Options.wrt] == ["x", "y"])
    #expect(check[Options.output] == nil)
    #expect(check[Options.step] == 1e-3)
    #expect(check[Options.absoluteTolerance] == 0)
    #expect(check[Options.digits] == 6)
    #expect(check[Options.format] == nil)
    let random = try parse("check x --random 1e2 --range x=0:pi --range 'y = -1 : 1'")
    #expect(random[Options.random] == 100)
    #expect(random[Options.seed] == 0)
    #expect(random[Options.range].map(\.name) == ["x", "y"])
    #expect(random[Options.range].map { text($0.low) } == ["0", "-1"])
    #expect(random[Options.range].map { text($0.high) } == ["pi", "1"])
  }

  @Test("An option that is not given has its usual value; given, the one it is spelled as")
  func choices() throws {
    #expect(try parse("grad x")[Options.mode] == .reverse)
    #expect(try parse("grad x --mode forward")[Options.mode] == .forward)
    #expect(try parse("jacobian x")[Options.sweepMode] == .auto)
    #expect(try parse("graph x")[Options.graphMode] == nil)
    #expect(try parse("emit x")[Options.functionName] == "f")
    #expect(try parse("taylor x")[Options.seriesOrder] == 4)
    for format in OutputFormat.allCases {
      let line = "jacobian x --rows x.csv --format \(format.spelling)"
      #expect(try parse(line)[Options.format] == format)
    }
  }

  @Test("Operands of commands without a program", arguments: ["sin", "-", "+", "!", "'^'"])
  func operands(_ operand: String) throws {
    let invocation = try parse("functions \(operand)")
    #expect(invocation.operands == [operand.filter { $0 != "'" }])
  }

  @Test(
    "Help is shown whatever else is given",
    arguments: [
      ("-h", "", true), ("--help", "", false), ("grad -h", "grad", true),
      ("grad --help", "grad", false), ("-h grad", "grad", true), ("--help eval x y", "eval", false),
      ("eval x y z -h", "eval", true), ("check --sweep --step 3 -h", "check", true),
      ("help -h", "help", true), ("--trace --help", "", false),
    ])
  func help(_ line: String, _ command: String, _ isShort: Bool) throws {
    let invocation = try parse(line)
    #expect(invocation.command.name == command)
    #expect(invocation.request == (isShort ? .shortHelp : .longHelp))
  }

  @Test("`--version` stands for a command", arguments: ["--version", "--version grad"])
  func version(_ line: String) throws {
    #expect(try parse(line).request == .version)
  }

  @Test("After `--` an `-h` is an operand")
  func helpAfterEnd() throws {
    #expect(try parse("eval -- -h h=1").program.map(text) == "-h")
  }

  @Test("Colour is known although the rest is wrong")
  func color() {
    #expect(Session.requestedColor(in: shellWords("gradd --color=never --colour")) == .never)
    #expect(Session.requestedColor(in: shellWords("grad --color always --bogus")) == .always)
    #expect(Session.requestedColor(in: shellWords("grad --color pink")) == .auto)
    #expect(Session.requestedColor(in: shellWords("grad -- --color always")) == .auto)
    #expect(Session.requestedColor(in: shellWords("grad --color")) == .auto)
  }

  @Test("Names differ when their code points differ")
  func canonicalEquivalence() throws {
    // The angstrom sign and the letter Å are canonically equivalent, hence equal as Swift strings.
    let line = "eval x \u{212B}=1 \u{C5}=2"
    #expect(try parse(line).bindings.count == 2)
  }

  @Test("Thousands of bindings take no time")
  func manyBindings() throws {
    let many = (0..<50_000).map { bytes("x\($0)=1") }
    let invocation = try parseArguments(
      [bytes("eval"), bytes("x0")] + many, of: Command.table, in: ProgramReader.questions)
    #expect(invocation.bindings.count == 50_000)
  }
}
