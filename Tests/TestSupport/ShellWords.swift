/// Splits a command line as a shell does, as far as the examples need it: blanks and quotes.
package func shellWords(_ line: String) -> [[UInt8]] {
  var words: [[UInt8]] = []
  var word: [UInt8] = []
  var quote: UInt8?
  var isOpen = false
  for byte in line.utf8 {
    if byte == quote {
      quote = nil
    } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      quote = byte
      isOpen = true
    } else if byte == UInt8(ascii: " "), quote == nil {
      if isOpen { words.append(word) }
      word = []
      isOpen = false
    } else {
      word.append(byte)
      isOpen = true
    }
  }
  if isOpen { words.append(word) }
  return words
}
