/// Elements at places that are computed: whole numbers from 0, in the order of `vec`.
extension Rearrangement {
  /// The elements of the first operand at the places in the second; nan at a place outside.
  package static let gather: ArrayKernel = { operands, result in
    let (array, places) = (operands[0], operands[1])
    for element in 0..<places.shape.count {
      result.pointer[element] =
        place(places.pointer[element], in: array.shape).map { array.pointer[$0] } ?? .nan
    }
  }

  /// The elements of the first operand, added to zeros at the places in the second.
  package static let scatter: ArrayKernel = { operands, result in
    let (array, places) = (operands[0], operands[1])
    result.pointer.update(repeating: 0, count: result.shape.count)
    for element in 0..<places.shape.count {
      guard let place = place(places.pointer[element], in: result.shape) else { continue }
      result.pointer[place] += array.pointer[element]
    }
  }

  private static func place(_ number: Double, in shape: Shape) -> Int? {
    number >= 0 && number < Double(shape.count) ? Int(number) : nil
  }
}
