/// How the corpus writes down a large program: a list of lines, with loops over whole numbers.
struct Recipe: Decodable {
  /// One line, or one for each value of an index; see the corpus's own description.
  struct Line: Decodable {
    let text: String?
    let `for`: String?
    let for2: String?
    let join: String?
    let joinfor: String?
    let part: String?
    let glue: String?
    let nest: String?
    let start: String?
    let head: String?
    let tail: String?
  }

  let lines: [Line]

  init(from decoder: any Decoder) throws {
    lines = try decoder.singleValueContainer().decode([Line].self)
  }

  /// The program's text.
  func text(n: Int, constants: [String: [String]]) -> String {
    let scope = RecipeScope(indices: ["n": n], constants: constants)
    return lines.flatMap { $0.texts(in: scope) }.joined(separator: "\n")
  }
}

extension Recipe.Line {
  fileprivate func texts(in scope: RecipeScope) -> [String] {
    if let nest { return [enclosed(nested(nest, scope), scope)] }
    guard let text else { return [] }
    guard let first = self.for else { return [scope.filled(text)] }
    let scopes = scope.over(first).flatMap { outer in for2.map { outer.over($0) } ?? [outer] }
    let texts = scopes.map { inner in
      guard let joinfor, let part, let glue else { return inner.filled(text) }
      let parts = inner.over(joinfor).map { $0.filled(part) }
      return inner.filled(text).split(separator: "@", omittingEmptySubsequences: false)
        .joined(separator: parts.joined(separator: glue))
    }
    return join.map { [enclosed(texts.joined(separator: $0), scope)] } ?? texts
  }

  /// The text with `@` replaced, again and again, by what was built so far.
  private func nested(_ text: String, _ scope: RecipeScope) -> String {
    let levels = scope.over(self.for ?? "").map { inner in
      inner.filled(text).split(separator: "@", omittingEmptySubsequences: false)
    }
    let before = levels.reversed().map { $0[0] }.joined()
    return before + scope.filled(start ?? "") + levels.map { $0[1] }.joined()
  }

  private func enclosed(_ text: String, _ scope: RecipeScope) -> String {
    scope.filled(head ?? "") + text + scope.filled(tail ?? "")
  }
}

/// The values of indices and lists while a recipe is followed.
private struct RecipeScope {
  var indices: [String: Int]
  let constants: [String: [String]]

  /// One scope for each value of the index of `i in a..b` or `i in a..b by s`.
  func over(_ loop: String) -> [RecipeScope] {
    guard let match = loop.wholeMatch(of: /(\w+) in (.+)\.\.(\S+)(?: by (\S+))?/) else { return [] }
    let step = match.4.map { value(of: $0) } ?? 1
    return stride(from: value(of: match.2), through: value(of: match.3), by: step).map {
      var scope = self
      scope.indices[String(match.1)] = $0
      return scope
    }
  }

  /// A text with its `{…}` computed.
  func filled(_ text: String) -> String {
    var parts = text.split(separator: "{", omittingEmptySubsequences: false)[...]
    var result = String(parts.removeFirst())
    for part in parts {
      let halves = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      let subscripted = halves[0].split(separator: "[")
      if subscripted.count == 2, let list = constants[String(subscripted[0])] {
        result += list[value(of: subscripted[1].dropLast()) - 1]
      } else {
        result += String(value(of: halves[0]))
      }
      result += halves[1]
    }
    return result
  }

  /// A sum of products of whole numbers and indices: `2*i-1`.
  private func value(of text: Substring) -> Int {
    let terms = text.split(separator: "-", omittingEmptySubsequences: false).map { positive in
      positive.split(separator: "+").map { product in
        product.split(separator: "*").map { Int($0) ?? indices[String($0)] ?? 0 }.reduce(1, *)
      }
    }
    return terms.enumerated().reduce(0) { total, part in
      // What follows a minus sign is subtracted up to the next plus sign.
      let first = part.element.first ?? 0
      return total + (part.offset == 0 ? first : -first) + part.element.dropFirst().reduce(0, +)
    }
  }
}
