import Testing

/// The transcripts' own format.
@Suite("Transcript format")
struct TranscriptFormatTests {
  private static let text = """
    # A comment.

    $ echo a; echo; echo '# b'
    a

    b
    $ false
    ? 1

    # Another.
    $ true

    """

  @Test("Steps have prefaces, output with blank lines, and statuses")
  func steps() {
    let steps = Transcript(text: Self.text).steps
    #expect(steps.map(\.command) == ["echo a; echo; echo '# b'", "false", "true"])
    #expect(steps.map(\.outcome.lines) == [["a", "", "b"], [], []])
    #expect(steps.map(\.outcome.status) == [0, 1, 0])
    #expect(steps.map(\.comments) == [["A comment."], [], ["Another."]])
    #expect(steps.map(\.line) == [3, 7, 11])
  }

  @Test("A transcript is written as it was read")
  func roundTrip() {
    #expect(Transcript(text: Self.text).text == Self.text)
    #expect(Transcript(text: "").text == "")
  }

  @Test("A document's console blocks are read and replaced, and the rest stays")
  func document() {
    let text = """
      Words.
      ```console
      $ echo a
      a
      ```
      ```sh
      $ not run
      ```
      ```console
      $ false
      ? 1
      ```
      """
    let document = ConsoleDocument(text: text)
    #expect(document.transcripts.flatMap(\.steps).map(\.command) == ["echo a", "false"])
    #expect(document.transcripts.flatMap(\.steps).map(\.line) == [3, 10])
    #expect(document.replacing(document.transcripts) == text)
    var changed = document.transcripts
    changed[1].steps[0].outcome.status = 2
    #expect(document.replacing(changed) == text.replacingOccurrences("? 1", "? 2"))
  }
}

extension String {
  fileprivate func replacingOccurrences(_ part: String, _ other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
