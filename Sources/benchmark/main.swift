// swift run -c release benchmark [kernels|compute|rows|start|size …]: all of them without a word.
import Numerics

try ComputeBenchmark.run()
