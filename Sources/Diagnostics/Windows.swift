/// The parts of a line too long to be shown that are shown: around the ends of its labels.
///
/// Every window starts as one character and all grow in turn, to the right and to the left, until
/// the width is used up. So one label stands in the middle, two share the width, and windows that
/// meet become one.
struct Windows {
  private let text: UnsafeRawBufferPointer
  private let lineStart: Int
  private let width: Int
  /// In the order of the line, without overlap.
  private var windows: [(bytes: Range<Int>, columns: Int)] = []

  /// The windows for a line in which all labels, or the more important ones, are seen.
  static func around(
    _ line: LabelledLine, in text: UnsafeRawBufferPointer, width: Int
  ) -> [Range<Int>] {
    var windows = Windows(text: text, lineStart: line.start, width: width)
    for mark in line.marks { windows.show(mark.range.lowerBound) }
    for mark in line.marks where !mark.range.isEmpty {
      let last = TextUnit.before(mark.range.upperBound, in: text).byteCount
      windows.show(mark.range.upperBound - last)
    }
    windows.grow()
    return windows.windows.map(\.bytes)
  }

  private init(text: UnsafeRawBufferPointer, lineStart: Int, width: Int) {
    self.text = text
    self.lineStart = lineStart
    self.width = width
  }

  /// Opens a window on the character at `offset`, or widens a window that is nearly there, as far
  /// as the width allows.
  private mutating func show(_ offset: Int) {
    let next = windows.firstIndex { $0.bytes.upperBound > offset } ?? windows.count
    if next < windows.count, windows[next].bytes.lowerBound <= offset { return }
    if next > 0, offset - windows[next - 1].bytes.upperBound < nearby {
      while windows[next - 1].bytes.upperBound <= offset, growRight(next - 1) {}
      return
    }
    if next < windows.count, windows[next].bytes.lowerBound - offset <= nearby {
      while windows[next].bytes.lowerBound > offset, growLeft(next) {}
      return
    }
    guard windows.count < max(1, width / leastWindow) else { return }
    let columns = text.isLineEnd(offset) ? 0 : TextUnit.at(offset, in: text).columns
    // Beside the character itself another ellipsis is needed.
    guard fits(columns + 1) else { return }
    windows.insert((offset..<offset, 0), at: next)
    _ = growRight(next)
  }

  private mutating func grow() {
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      var index = 0
      while index < windows.count {
        let right = growRight(index)
        let left = growLeft(index)
        hasGrown = hasGrown || right || left
        mergeWithNext(index)
        index += 1
      }
    }
  }

  /// Adds the next character with the marks that are drawn on it, if there is one and it fits.
  private mutating func growRight(_ index: Int) -> Bool {
    let start = windows[index].bytes.upperBound
    var (end, columns) = (start, 0)
    while !text.isLineEnd(end),
      index + 1 == windows.count || end < windows[index + 1].bytes.lowerBound
    {
      let unit = TextUnit.at(end, in: text)
      // The first character of a line may be a mark.
      if end > start, unit.columns > 0 || end - start > longestCharacter { break }
      end += unit.byteCount
      columns += unit.columns
    }
    guard end > start, fits(max(columns, 1)) else { return false }
    windows[index].bytes = windows[index].bytes.lowerBound..<end
    windows[index].columns += max(columns, 1)
    return true
  }

  /// Adds the character before with the marks that are drawn on it, if there is one and it fits.
  private mutating func growLeft(_ index: Int) -> Bool {
    let end = windows[index].bytes.lowerBound
    var (start, columns) = (end, 0)
    let limit = index > 0 ? windows[index - 1].bytes.upperBound : lineStart
    while start > limit, columns == 0, end - start <= longestCharacter {
      let unit = TextUnit.before(start, in: text)
      start -= unit.byteCount
      columns += unit.columns
    }
    guard start < end, fits(max(columns, 1)) else { return false }
    windows[index].bytes = start..<windows[index].bytes.upperBound
    windows[index].columns += max(columns, 1)
    return true
  }

  private mutating func mergeWithNext(_ index: Int) {
    while index + 1 < windows.count,
      windows[index].bytes.upperBound == windows[index + 1].bytes.lowerBound
    {
      let next = windows.remove(at: index + 1)
      windows[index].bytes = windows[index].bytes.lowerBound..<next.bytes.upperBound
      windows[index].columns += next.columns
    }
  }

  /// Whether more columns fit beside the windows and an ellipsis on each side of each.
  private func fits(_ columns: Int) -> Bool {
    windows.reduce(windows.count + 1 + columns) { $0 + $1.columns } <= width
  }
}

/// A place this many bytes from a window is shown by widening that window.
private let nearby = 12

/// Narrower windows would show too little of the text to be found again.
private let leastWindow = 16

/// Bytes of marks that are drawn on one base character. A text may have millions of them; what is
/// over counts as a character of one column.
private let longestCharacter = 32
