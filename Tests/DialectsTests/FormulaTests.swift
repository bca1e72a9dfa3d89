import Diagnostics
import Differentiation
import Evaluation
import Foundation
import Graph
import Language
import Numerics
import TestSupport
import Testing

@testable import Dialects

/// Formulas as people write them: each has the value that its own language gives it, or is refused
/// with edits that are read.
@Suite("Formulas of other languages")
struct FormulaTests {
  @Test("A formula has the value of its own language, or is refused", arguments: Dialect.allCases)
  func values(dialect: Dialect) throws {
    let formulas = try WrittenFormula.all(of: dialect)
    #expect(formulas.count > 25)
    for formula in formulas { formula.check() }
  }
}

/// A formula of a file in `Formulas`.
struct WrittenFormula {
  enum Outcome { case gives([Double]), refused(String) }

  let dialect: Dialect
  let text: String
  let bindings: [(name: String, value: String)]
  let outcome: Outcome

  /// All formulas of a dialect's file; its head says what the lines are.
  static func all(of dialect: Dialect) throws -> [WrittenFormula] {
    let file = PackageDirectory.root.appendingPathComponent(
      "Tests/DialectsTests/Formulas/\(dialect.name).txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    var formulas: [WrittenFormula] = []
    var text: [String] = []
    var bindings: [(name: String, value: String)] = []
    for line in lines.drop(while: { $0.hasPrefix("# ") }) {
      if line == "with" || line.hasPrefix("with ") {
        bindings = line.split(separator: " ").dropFirst().map { binding in
          let parts = binding.split(separator: "=", maxSplits: 1)
          return (String(parts[0]), String(parts[1]))
        }
      } else if line.hasPrefix("gives ") || line.hasPrefix("refused ") {
        let words = line.split(separator: " ", maxSplits: 1)
        let outcome: Outcome =
          line.hasPrefix("gives ")
          ? .gives(words[1].split(separator: " ").compactMap { Double($0) })
          : .refused(String(words[1]))
        formulas.append(
          WrittenFormula(
            dialect: dialect, text: text.joined(separator: "\n"), bindings: bindings,
            outcome: outcome))
        text = []
      } else if !line.isEmpty {
        text.append(line == "~" ? "" : String(line))
      }
    }
    return formulas
  }

  // MARK: - Checking

  func check() {
    let source = SourceText(name: "expression", text)
    do throws(DialectError) {
      let conversion = try convert(source)
      switch outcome {
      case .gives(let expected): compare(conversion.text, expected)
      case .refused(let words):
        // What is read, and no program of ours.
        let message = refusal(of: conversion.text)
        #expect(message?.contains(words) ?? false, "\(text) is read as \(conversion.text)")
      }
    } catch {
      let diagnostic = error.diagnostic(in: source, dialect: dialect.title)
      guard case .refused(let words) = outcome else {
        Issue.record("\(text) is refused: \(diagnostic.headline)")
        return
      }
      #expect(diagnostic.headline.contains(words), "\(text)")
      for edit in error.edits { apply(edit, error.place) }
    }
  }

  private func convert(_ source: SourceText) throws(DialectError) -> Conversion {
    var shapes: [String: (rows: Int, columns: Int)] = [:]
    for (name, value) in bindings {
      let rows = value.split(separator: ";")
      shapes[dialect.name(name) ?? name] = (rows.count, rows[0].split(separator: ",").count)
    }
    let known = shapes
    return try dialect.convert(
      source,
      known: KnownNames(
        shape: { known[$0] }, isFunction: { Operation.isFunction($0) || $0 == "diff" },
        isConstant: { LanguageWords.constant($0) != nil }))
  }

  /// A program of ours with the bindings before it.
  private func program(_ text: String) throws -> Program {
    let definitions = bindings.map { "\(dialect.name($0.name) ?? $0.name) = \($0.value); " }
    let source = SourceText(name: "expression", definitions.joined() + text)
    return try Lowering.lower(source, transforms: GraphTransforms(), shapes: { _ in nil })
  }

  private func compare(_ text: String, _ expected: [Double]) {
    do {
      let program = try program(text)
      #expect(program.inputs.isEmpty, "\(self.text): inputs are left")
      let value = program.values(at: program.inputs.map { _ in .nan }).last ?? Matrix(.nan)
      let rows = (0..<value.shape.rows).flatMap { row in
        (0..<value.shape.columns).map { value.elements[$0 * value.shape.rows + row] }
      }
      #expect(rows.count == expected.count, "\(self.text) is read as \(text)")
      for (found, wanted) in zip(rows, expected) {
        let bound = max(1e-9 * abs(wanted), wanted == 0 ? 1e-12 : 0)
        #expect(
          found == wanted || abs(found - wanted) <= bound, "\(self.text) is read as \(text)")
      }
    } catch {
      Issue.record("\(self.text) is read as \(text): \(error)")
    }
  }

  /// Why our own language does not take a program; nil where it does.
  private func refusal(of text: String) -> String? {
    do {
      let program = try program(text)
      return program.inputs.isEmpty ? nil : "no value for"
    } catch let error as ProgramError {
      return error.diagnostic(in: SourceText(name: "expression", text)).headline
    } catch {
      return "\(error)"
    }
  }

  /// What a message proposes is read, or its mistake is gone and another one stands behind it.
  private func apply(_ edit: Edit, _ place: Span) {
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: edit.replacement.utf8)
    let edited = String(decoding: bytes, as: UTF8.self)
    do throws(DialectError) {
      let program = try convert(SourceText(name: "expression", edited)).program
      #expect(throws: Never.self, "\(edited)") { try Parser.parse(program) }
    } catch {
      #expect(
        error.place.start > edit.span.start, "`\(edited)` is proposed and not read")
    }
  }
}
