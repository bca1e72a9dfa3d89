import Numerics
import TestSupport
import Testing

/// A lane has the same bits wherever it stands, with however many others, and in every build.
@Suite("Lanes") struct LaneBitsTests {
  /// Operands of every kind: moderate ones, any bit pattern, special values and the ends of
  /// domains.
  static func operands(_ count: Int, seed: UInt64) -> [Double] {
    var generator = Pseudorandom(seed: seed)
    let special: [Double] = [
      0, -0.0, .infinity, -.infinity, .nan, 1, -1, 0.5, -2, 3, 0x1p-1030, -5e300, 708.5, -745,
      0x1p60,
    ]
    return (0..<count).map { index in
      let bits = generator.next()
      return switch index % 5 {
      case 0: special[Int(bits % UInt64(special.count))]
      case 1: Double(bitPattern: bits)
      case 2: Double(Int64(bitPattern: bits)) * 0x1p-63
      default: Double(Int64(bitPattern: bits)) * 0x1p-59
      }
    }
  }

  /// Bits to compare; those of a nan may be any.
  static func bits(_ values: some Sequence<Double>) -> [UInt64] {
    values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
  }

  @Test(
    "A lane is the same alone and in blocks of every length, at every place",
    arguments: Kernels.unary.keys.sorted())
  func ofOne(function: String) throws {
    let kernel = try #require(Kernels.unary[function])
    let x = Self.operands(80, seed: 3)
    let alone = Self.bits(try x.map { try #require(Kernels.value(function, [$0])) })
    for count in 0...67 {
      let start = count % 13
      var result = [Double](repeating: -7, count: 80)
      x.withUnsafeBufferPointer { x in
        result.withUnsafeMutableBufferPointer { result in
          guard let operand = x.baseAddress, let place = result.baseAddress else { return }
          kernel(operand + start, place + start, count)
        }
      }
      #expect(Self.bits(result[start..<start + count]) == Array(alone[start..<start + count]))
      #expect(result[..<start].allSatisfy { $0 == -7 })
      #expect(result[(start + count)...].allSatisfy { $0 == -7 })
      var inPlace = x
      inPlace.withUnsafeMutableBufferPointer { lanes in
        guard let place = lanes.baseAddress else { return }
        kernel(place + start, place + start, count)
      }
      #expect(Self.bits(inPlace[start..<start + count]) == Array(alone[start..<start + count]))
    }
  }

  @Test(
    "Two operands: the same with steps of 1 and 0, and in place of an operand",
    arguments: Kernels.binary.keys.filter { !$0.hasPrefix("bessel") }.sorted())
  func ofTwo(function: String) throws {
    try checkBinary(try #require(Kernels.binary[function]))
  }

  static let operators: [String: BinaryKernel] = [
    "+": Arithmetic.add, "-": Arithmetic.subtract, "*": Arithmetic.multiply,
    "/": Arithmetic.divide, "^": Arithmetic.power, "<": Arithmetic.less,
    "<=": Arithmetic.lessOrEqual, ">": Arithmetic.greater, ">=": Arithmetic.greaterOrEqual,
    "==": Arithmetic.equal, "!=": Arithmetic.notEqual, "&&": Arithmetic.and,
    "||": Arithmetic.or,
  ]

  @Test("Operators likewise", arguments: operators.keys.sorted())
  func ofOperators(name: String) throws {
    try checkBinary(try #require(Self.operators[name]))
  }

  private func checkBinary(_ kernel: BinaryKernel) throws {
    let whole = [2.0, 3, 4, -1, 1, 5, -2, 0.5]
    let x = Self.operands(61, seed: 11)
    let y = Self.operands(53, seed: 12) + whole
    for (xStep, yStep) in [(1, 1), (0, 1), (1, 0)] {
      for count in [2, 7, 8, 9, 16, 31, 61] {
        for shared in yStep == 0 ? whole + [2.5, .nan] : [y[0]] {
          let second = yStep == 0 ? [shared] : y
          let expected = (0..<count).map { lane in
            var value = 0.0
            kernel([x[lane * xStep]], 1, [second[lane * yStep]], 1, &value, 1)
            return value
          }
          var result = x
          kernel(x, xStep, second, yStep, &result, count)
          #expect(Self.bits(result[..<count]) == Self.bits(expected))
          #expect(Self.bits(result[count...]) == Self.bits(x[count...]))
          for isFirst in [true, false] where isFirst ? xStep == 1 : yStep == 1 {
            var inPlace = isFirst ? x : y
            inPlace.withUnsafeMutableBufferPointer { lanes in
              guard let start = lanes.baseAddress else { return }
              if isFirst {
                kernel(start, 1, second, yStep, start, count)
              } else {
                kernel(x, xStep, start, 1, start, count)
              }
            }
            #expect(Self.bits(inPlace[..<count]) == Self.bits(expected))
          }
        }
      }
    }
  }

  static let ternary: [String: TernaryKernel] = [
    "if": Arithmetic.select, "clamp": Elementary.clamp, "x*y + z": Arithmetic.productPlus,
    "x*y - z": Arithmetic.productMinus, "z - x*y": Arithmetic.minusProduct,
    "x*y*z": Arithmetic.productTimes,
  ]

  @Test("Three operands likewise", arguments: ternary.keys.sorted())
  func ofThree(name: String) throws {
    let kernel = try #require(Self.ternary[name])
    let (x, y, z) = (
      Self.operands(50, seed: 21), Self.operands(50, seed: 22), Self.operands(50, seed: 23)
    )
    for steps in 0..<8 {
      let (i, j, k) = (steps & 1, steps >> 1 & 1, steps >> 2)
      for count in [3, 8, 25, 50] {
        let expected = (0..<count).map { lane in
          var value = 0.0
          kernel([x[lane * i]], 1, [y[lane * j]], 1, [z[lane * k]], 1, &value, 1)
          return value
        }
        var result = [Double](repeating: 0, count: count)
        kernel(x, i, y, j, z, k, &result, count)
        #expect(Self.bits(result) == Self.bits(expected))
        for (place, step) in [i, j, k].enumerated() where step == 1 {
          var inPlace = [x, y, z][place]
          inPlace.withUnsafeMutableBufferPointer { lanes in
            guard let start = lanes.baseAddress else { return }
            switch place {
            case 0: kernel(start, i, y, j, z, k, start, count)
            case 1: kernel(x, i, start, j, z, k, start, count)
            default: kernel(x, i, y, j, start, k, start, count)
            }
          }
          #expect(Self.bits(inPlace[..<count]) == Self.bits(expected))
        }
      }
    }
  }

  @Test("A sine and a cosine together have the bits that they have alone")
  func sineAndCosine() {
    let x = Self.operands(101, seed: 31)
    for count in [1, 5, 8, 23, 101] {
      var (sines, cosines) = (
        [Double](repeating: 0, count: 101), [Double](repeating: 0, count: 101)
      )
      Elementary.sineAndCosine(x, &sines, &cosines, count)
      let alone = x[..<count].map { Kernels.value("sin", [$0]) ?? 7 }
      #expect(Self.bits(sines[..<count]) == Self.bits(alone))
      let cosinesAlone = x[..<count].map { Kernels.value("cos", [$0]) ?? 7 }
      #expect(Self.bits(cosines[..<count]) == Self.bits(cosinesAlone))
      for onCosines in [false, true] {
        var (place, other) = (x, sines)
        place.withUnsafeMutableBufferPointer { place in
          guard let start = place.baseAddress else { return }
          if onCosines {
            Elementary.sineAndCosine(start, &other, start, count)
          } else {
            Elementary.sineAndCosine(start, start, &other, count)
          }
        }
        #expect(Self.bits(place[..<count]) == Self.bits(onCosines ? cosinesAlone : alone))
        #expect(Self.bits(other[..<count]) == Self.bits(onCosines ? alone : cosinesAlone))
      }
    }
  }

  @Test("Powers of the same numbers have the bits that each has alone")
  func powers() {
    let x = Self.operands(601, seed: 51)
    let exponents = [5, -1.5, 2.5, -7, 0.5, 0, .nan, .infinity, 1e300, -3.25]
    for count in [1, 2, 7, 8, 23, 255, 256, 257, 520, 601] {
      for length in [2, 3, exponents.count] {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: 601 * length)
        defer { room.deallocate() }
        room.initialize(repeating: -7)
        let results = (0..<length).compactMap { number in
          room.baseAddress.map { $0 + number * 601 }
        }
        // The last powers take the place of the numbers.
        guard let last = results.last else { continue }
        last.update(from: x, count: count)
        exponents[..<length].withUnsafeBufferPointer { exponents in
          results.withUnsafeBufferPointer { Elementary.powers(last, exponents, $0, count) }
        }
        for (exponent, result) in zip(exponents, results) {
          let alone = x[..<count].map { PowerTests.power($0, exponent) }
          let found = UnsafeBufferPointer(start: result, count: 601)
          #expect(Self.bits(found[..<count]) == Self.bits(alone), "to the \(exponent)")
          #expect(found[count...].allSatisfy { $0 == -7 })
        }
      }
    }
  }

  @Test("The exponents of products are known", arguments: [-1.0, 1, 2, 3, 4])
  func products(exponent: Double) {
    #expect(Elementary.isProduct(exponent: exponent))
    #expect(!Elementary.isProduct(exponent: exponent + 0.5))
    #expect(!Elementary.isProduct(exponent: exponent + 6))
  }

  /// Of the bits of a thousand values of each function, the same on every processor, for every
  /// width of vectors, and in the debug build as in the release build.
  static let checksums: [String: UInt64] = [
    "*": 0x08f3_577c_478e_8a57, "+": 0xab73_aec2_814d_20b0, "/": 0xe3e6_3a95_7f06_11b3,
    "^": 0x1164_5cc4_1b0e_f107, "acos": 0x9e6a_8e7a_9003_611e, "acosh": 0xb352_5303_8563_2ac6,
    "asin": 0x8af5_e36e_d1a9_4e75, "asinh": 0xfc20_f118_9f58_22a4, "atan": 0xd510_0586_a615_f530,
    "atan2": 0xdb4a_5307_9afc_7b5d, "atanh": 0xc244_1620_080f_e916, "cbrt": 0xe68b_16f0_49fd_c142,
    "ceil": 0x603d_f32e_09b0_aba3, "cos": 0x2624_a974_736f_a28d, "cosh": 0x3c41_3a9d_c4e9_754f,
    "cospi": 0xd098_8042_a67d_dabe, "cot": 0x7a0a_3d3e_b40e_4bed, "coth": 0x8630_7667_03b2_4055,
    "csc": 0x8d59_f852_40c5_1b44, "csch": 0x757b_6e5f_6bf1_6528, "exp": 0xbc74_8be7_6e70_3206,
    "exp10": 0x3905_ea2e_3e5c_7908, "exp2": 0x7370_2f4c_7540_a35b, "expm1": 0x27ed_bb33_1eb7_71ea,
    "floor": 0xdff2_4689_3055_b1a3, "gelu": 0xafa9_b8fd_2234_adba, "hypot": 0x76f8_6b02_71a5_dda9,
    "log": 0x7b7f_1a27_c7d0_7847, "log10": 0xfbf5_c80f_f3fb_2c47, "log1p": 0x3b5a_9e1d_f410_4576,
    "log2": 0x16f9_1e50_fba1_8377, "logit": 0x4c78_522a_724b_fedf, "max": 0x4deb_d05d_00e1_be86,
    "min": 0xaa3f_06c0_7b7a_613b, "reciprocal": 0x65ff_46b5_fc62_bc82,
    "round": 0xeb5c_acbd_b323_31a3, "sec": 0xe662_c175_b7cd_62a2, "sech": 0x1d7d_2df9_066f_ec53,
    "sigmoid": 0x0a63_5f12_5853_e9d5, "silu": 0x1161_560d_595b_d20d, "sin": 0xdeb8_3dc1_1de8_2c88,
    "sinc": 0x04af_036d_2c26_9fd0, "sinh": 0x2323_9883_efd3_fed7, "sinpi": 0x5cfc_013a_9c12_8cf9,
    "softplus": 0xc469_7ea3_5efd_eb58, "sqrt": 0xbd8f_3060_39b4_3775,
    "tan": 0x7b7e_1f6d_d433_100e, "tanh": 0x299d_d80d_8ede_e3b5, "trunc": 0x5771_122f_3059_31a3,
  ]

  static func checksum(_ values: [Double]) -> UInt64 {
    bits(values).reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
  }

  @Test("The bits are the same in every build", arguments: checksums.keys.sorted())
  func builds(function: String) throws {
    let x = Self.operands(1000, seed: 41)
    var result = x
    if let kernel = Kernels.unary[function] {
      kernel(x, &result, x.count)
    } else {
      let kernel = try #require(Kernels.binary[function] ?? Self.operators[function])
      kernel(x, 1, Self.operands(1000, seed: 42), 1, &result, x.count)
    }
    let sum = Self.checksum(result)
    #expect(Self.checksums[function] == sum, "\(function): \(String(sum, radix: 16))")
  }
}
