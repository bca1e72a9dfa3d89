import Differentiation
import Foundation
import Graph
import Notation
import Numerics
import ProgramSupport
import Testing

/// Pictures of graphs in the language of Graphviz.
@Suite("Pictures of graphs")
struct GraphListingTests {
  private static let programs = [
    "v = u^2; w = sin(v); w*log(v)", "x", "2 + 3", "α*sin(ω*t + φ) + ñ", "max(x, y, z, 1)*x^y",
    "if(x > 0 && y < 1, x/y, y - x); !x",
    "a = x*y; b = a^2; c = a - b; d = c/a; e1 = d*d; e1; a; 3",
    (1...9).map { "sin(x\($0))*x1" }.joined(separator: " + "),
  ]

  private static func pictures() throws -> [String] {
    var pictures: [String] = []
    for text in programs {
      let program = try Subject(text).program
      let inputs = Array(program.inputs.indices)
      for kind in GraphResult.Kind.allCases {
        guard program.outputs.count == 1 || kind == .value || kind == .jacobian else { continue }
        let built = DerivativeGraph(program, by: inputs).results(kind)
        let listing = GraphListing(program, by: inputs, built.results, names: built.names)
        pictures.append(listing.dot())
        let note = StepNote("value", "say \"1\\2\"\n3")
        pictures.append(listing.dot(notes: listing.steps.map { _ in [note] }))
      }
    }
    let program = try Program(
      "x = A\\b\nsum(x)*det(A)", [("A", Matrix([[2, 1], [1, 3]])), ("b", .column(1, 2))])
    let built = DerivativeGraph(program, by: [0, 1]).results(.gradient)
    pictures.append(GraphListing(program, by: [0, 1], built.results, names: built.names).dot())
    return pictures
  }

  @Test("Every box is drawn once, arrows join boxes that are there, braces and quotes are closed")
  func structure() throws {
    for picture in try Self.pictures() {
      var boxes: Set<Substring> = []
      var depth = 0
      for line in picture.split(separator: "\n") {
        let words = line.split(separator: " ")
        let quotes = line.replacing("\\\\", with: "").replacing("\\\"", with: "")
          .count { $0 == "\"" }
        #expect(quotes.isMultiple(of: 2), "\(line)")
        if line.hasSuffix("{") { depth += 1 }
        if words == ["}"] { depth -= 1 }
        guard words.count > 1, words[0].wholeMatch(of: /[nr]\d+/) != nil else { continue }
        if words[1] == "->" {
          let end = words[2].prefix { $0 != ";" }
          #expect(boxes.contains(words[0]) && boxes.contains(end), "\(line)\n\(picture)")
        } else {
          #expect(boxes.insert(words[0]).inserted, "\(line)\n\(picture)")
        }
      }
      #expect(depth == 0 && !boxes.isEmpty, "\(picture)")
    }
  }

  private static let hasGraphviz =
    (try? CCompiler.shell("command -v dot", in: "/"))?.isEmpty == false

  @Test("Graphviz draws them", .enabled(if: hasGraphviz, "there is no Graphviz (`dot`) here"))
  func drawn() throws {
    // One at a time: Graphviz 2.43 falls over many graphs in one file.
    for picture in try Self.pictures() {
      let lines = try Interpreter.run(
        picture, "dot -Tsvg graph.dot | grep -c '<svg'", file: "graph.dot")
      #expect(lines == ["1"], "\(lines.suffix(5))\n\(picture)")
    }
  }
}
