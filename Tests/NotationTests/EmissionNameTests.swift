import Foundation
import Graph
import Numerics
import ProgramSupport
import Testing

@testable import Notation

/// What generated code is called, and what stands in its comments.
@Suite("Names and comments of generated code")
struct EmissionNameTests {
  private static let words = """
    memcpy memset strlen printf puts malloc free exit abort abs labs index rindex main select \
    random fork y0 y1 j0 gamma sin sinf sinl cosf32 exp10 pow10 isnan isalpha toupper div round log2f \
    class template new delete this true false bool and or not xor auto concept export operator private \
    try throw using virtual namespace friend typename nullptr wchar_t constexpr linux unix NAN \
    INFINITY M_PI M_PIl NULL HUGE_VAL OVERFLOW DOMAIN double float int restrict inline static \
    errno fopen time clock read write lambda None np math range len ValueError match func let self
    """.split(separator: " ").map(String.init)

  private static func compiles(_ source: String, _ command: String) throws -> String {
    try Interpreter.run(source, "\(command) -c program -o /dev/null && echo fine", file: "program")
      .joined(separator: "\n")
  }

  private static let flags = "-Wall -Wextra -Werror -pedantic"

  @Test(
    "No word stops C, as a function or as a variable",
    .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"))
  func words() throws {
    var source = ""
    for word in Self.words {
      let subject = try Subject("\(word) = x^2; exp(\(word))*erfinv(x)/\(word) + u\(word)")
      source += try EmittedCase("", subject.program, at: [], .hessian).function(named: word)
        .source(in: .c)
      let input = try Subject("sin(\(word))*u")
      source += try EmittedCase("", input.program, at: [], .gradient).function(named: "g_\(word)")
        .source(in: .c)
    }
    #expect(try Self.compiles(source, "cc -std=c99 \(Self.flags) -x c") == "fine")
    if Self.hasCPlusPlus {
      #expect(try Self.compiles(source, "c++ -std=c++17 \(Self.flags) -x c++") == "fine")
    }
  }

  private static let hasCPlusPlus =
    (try? CCompiler.shell("command -v c++", in: "/"))?.isEmpty == false

  @Test(
    "No word stops Python",
    .enabled(if: Interpreter.hasNumPy, "there is no Python with NumPy (`python3`) here"))
  func wordsOfPython() throws {
    var source = ""
    for (index, word) in Self.words.enumerated() {
      let subject = try Subject("\(word) = x^2; gamma(\(word)) + max(x, \(word), 3) + \(word)u")
      let item = EmittedCase("", subject.program, at: [], .value)
      let name = index == 0 ? "f" : word
      source += try item.function(named: name).source(in: .python)
      source += "assert \(item.function(named: name).name(in: .python))(2.0, 1.0) == 11.0\n"
    }
    source += "print('fine')\n"
    #expect(try Interpreter.run(source, "python3 program", file: "program") == ["fine"])
  }

  @Test(
    "No word stops Swift",
    .enabled(if: Interpreter.hasSwift, "there is no Swift compiler (`swiftc`) here"))
  func wordsOfSwift() throws {
    var source = ""
    for (index, word) in Self.words.enumerated() {
      let subject = try Subject("\(word) = x^2; sin(\(word)) + max(x, \(word), 3) + \(word)u")
      let item = EmittedCase("", subject.program, at: [], .gradient)
      let text = try item.function(named: "f\(index)").source(in: .swift)
      for part in text.components(separatedBy: "\n\n") where !source.contains(part) {
        source += part + "\n\n"
      }
    }
    source += "print(\"fine\")\n"
    let command =
      "swiftc -swift-version 6 -warnings-as-errors program.swift -o program && ./program"
    #expect(try Interpreter.run(source, command, file: "program.swift") == ["fine"])
  }

  @Test("Swift takes its own words, and none of C's")
  func wordsOfOthers() throws {
    for word in ["std", "not", "template", "nullptr", "double", "unix", "M_PI", "work"] {
      let item = EmittedCase("", try Subject("\(word)^2").program, at: [], .value)
      #expect(try item.function(named: "f").source(in: .swift).contains("f(\(word): Double)"))
    }
    let own = GraphResult.Kind.allCases.map(\.rawValue) + ["sin", "precedencegroup", "switch"]
    for word in own {
      let item = EmittedCase(
        "", try Subject("1 + sin(u\(word)) + \(word)x").program, at: [], .value)
      #expect(item.function(named: word).name(in: .swift) == word + "_")
    }
  }

  @Test("A word of the language's library has one place")
  func repeatedWords() {
    for words in [CSyntax().reservedForFunctions, SwiftSyntax().reserved, PythonSyntax.reserved] {
      #expect(Set(words).count == words.count)
    }
  }

  @Test(
    "What is hidden, or changes what editors show, is spelled out",
    arguments: EmittedLanguage.allCases)
  func comments(_ language: EmittedLanguage) throws {
    let hidden = [
      "\u{202E}", "\u{2066}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{1B}", "\u{200B}", "\u{7F}",
    ]
    let subject = try Subject("x^2 # a \(hidden.joined(separator: " b ")) \\ ??/ */ \"\"\" c\ty")
    let text = try EmittedCase("", subject.program, at: [], .gradient).function(named: "f")
      .source(in: language)
    for scalar in text.unicodeScalars where scalar != "\n" {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        Issue.record("U+\(String(scalar.value, radix: 16)) in \(language)")
      default: break
      }
    }
    if language == .c {
      #expect(text.components(separatedBy: "*/").count == 2)
      #expect(!text.contains("??/"))
    }
  }

  @Test("Nothing is added to 0 or multiplied by 1")
  func needlessOperations() throws {
    let bindings: [(name: String, value: Matrix)] = [("x", .column(0.5, 2, -1))]
    for text in [
      "[([y;1;2])[1]; y; (y*x)[3]]", "(x.^2 + [y; x[1]; y])", "(y*x) - ([y; x[1]; y])",
      "flip((x*y)*sum(max(x, y)))",
    ] {
      let program = try Program(text, bindings)
      for language in [EmittedLanguage.c, .swift, .python] {
        let code = try EmittedCase(text, program, at: [], .jacobian).function(named: "f")
          .source(in: language)
        let needless = #/(= |[(])0\.0 [+]|[+-] 0\.0\b|\b1\.0\*\w|\*1\.0\b/#
        #expect(!code.contains(needless), "\(code)")
      }
    }
  }
}
