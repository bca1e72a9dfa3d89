/// A Markdown text whose blocks of the language `console` are transcripts.
struct ConsoleDocument {
  private enum Part {
    case text([String])
    case console(Transcript, firstLine: Int)
  }

  private var parts: [Part] = []

  init(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var current: [String] = []
    var opening: Int?
    for (index, line) in lines.enumerated() {
      if let start = opening, line == "```" {
        parts.append(.console(Transcript(current), firstLine: start))
        current = []
        opening = nil
      }
      current.append(line)
      if opening == nil, line == "```console" {
        parts.append(.text(current))
        current = []
        opening = index + 2
      }
    }
    parts.append(.text(current))
  }

  /// The blocks, with lines numbered as in the whole text.
  var transcripts: [Transcript] {
    parts.compactMap { part in
      guard case .console(var transcript, let firstLine) = part else { return nil }
      for index in transcript.steps.indices { transcript.steps[index].line += firstLine - 1 }
      return transcript
    }
  }

  /// The same text with other blocks, in order.
  func replacing(_ transcripts: [Transcript]) -> String {
    var rest = transcripts[...]
    let lines = parts.flatMap { part in
      switch part {
      case .text(let lines): lines
      case .console(let old, _): (rest.popFirst() ?? old).lines
      }
    }
    return lines.joined(separator: "\n")
  }
}
