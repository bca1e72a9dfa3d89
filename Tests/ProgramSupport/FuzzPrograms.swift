import Calculus
import Foundation
import TestSupport

/// What mutated programs are made from: the examples, an example of every function, and texts that
/// use every form of the grammar.
package enum FuzzPrograms {
  package static func all() throws -> [[UInt8]] {
    let folder = PackageDirectory.root.appending(path: "examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let examples = try names.filter { $0.hasSuffix(".ad") }.sorted().map {
      Array(try Data(contentsOf: folder.appending(path: $0)))
    }
    let rules = Registry.primitives.map { Array($0.example.utf8) }
    return examples + rules + grammar.map { Array($0.utf8) }
  }

  private static let grammar = [
    "f(x, y) = x^2 + a*y; g(t) = f(t, t); f(1, b) + g(2)",
    "a = 1 + 2;; b = a^-2\n\n# a comment\nif(a < b && !(a == 1) || b >= 2, a, b/a)",
    "x − y·z ÷ 2 × π ≤ θ", "2**3 != 0x1.8p-3 + .5e3 - 1.", "-x^2^-y + +z*!w",
    "sqrt(x) + log(x)*if(x > 0, 1/x, nan) - max(x, y, z) + min(1, inf)", "iterate(cos, 9, x)",
    "[1, 2; 3, x][1, :]' .* y \\ z", "1:2:x", "A[end, 2:3]", "x.^2 ./ y",
    "v0 = u; v1 = v0*v0; v2 = v1*sin(v0); v2", "e^pi - gamma*gamma(x)", "((((x))))",
  ]
}

/// An endless sequence of programs with small mistakes, the same for the same seed.
package struct Mutation {
  private let programs: [[UInt8]]
  private var random: Pseudorandom

  package init(seed: UInt64, programs: [[UInt8]]) {
    self.programs = programs
    random = Pseudorandom(seed: seed)
  }

  private static let fragments: [[UInt8]] = [
    "(", ")", ",", ";", "\n", "=", "==", "+", "-", "*", "/", "^", "**", "<", "!", "&&", "||", "'",
    "[", "]", ":", ".", "\\", "#", "e", "1e", "0x", "1e308", "1e-320", "x", "nan", "inf", "end",
    "sin(", "if(", "iterate(", "f(", " ", "\t", "\r", "\u{0}", "é", "π", "−", "…", "$", "@", "\"",
  ].map { Array($0.utf8) }

  /// A program with one to four mutations.
  package mutating func next() -> [UInt8] {
    var bytes = random.pick(programs)
    for _ in 0...random.below(3) { mutate(&bytes) }
    return Self.isCostly(bytes) ? next() : bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count + 1)
    let end = min(bytes.count, place + random.below(6))
    switch random.below(7) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
    case 2, 3: bytes.insert(contentsOf: random.pick(Self.fragments), at: place)
    case 4: bytes.replaceSubrange(place..<end, with: random.pick(Self.fragments))
    case 5: bytes.insert(UInt8(random.below(256)), at: place)
    default:
      let tail = random.pick(programs).suffix(random.below(20))
      bytes.replaceSubrange(place..<bytes.count, with: tail)
    }
  }

  /// Whether a count in it might be great: large iterations have tests of their own.
  private static func isCostly(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains("iterate") && text.contains(/[0-9.]{4}|[0-9.][eEpP][+]?[0-9]|0[xX]/)
  }
}
