using Shouldly;
using TaskSwarm.Kernel.Random;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Random;

public sealed class PhiloxTests
{
    [Theory]
    [InlineData(0UL, 0UL, 0UL, "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData(0x85a308d3_243f6a88, 0x03707344_13198a2e, 0x299f31d0_a4093822, "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Known_answers_of_Random123_are_met(ulong low, ulong high, ulong key, string words)
    {
        (ulong a, ulong b) = Philox4x32.Block(low, high, key);
        $"{(uint)a:x8} {a >> 32:x8} {(uint)b:x8} {b >> 32:x8}".ShouldBe(words);
    }

    [Fact]
    public void Every_bit_of_counter_and_key_reaches_half_of_the_output()
    {
        (ulong low, ulong high) = Philox4x32.Block(1, 2, 3);
        for (int bit = 0; bit < 192; bit++)
        {
            ulong flip = 1UL << (bit & 63);
            (ulong a, ulong b) = (bit / 64) switch
            {
                0 => Philox4x32.Block(1 ^ flip, 2, 3),
                1 => Philox4x32.Block(1, 2 ^ flip, 3),
                _ => Philox4x32.Block(1, 2, 3 ^ flip),
            };
            int changed = System.Numerics.BitOperations.PopCount(a ^ low)
                + System.Numerics.BitOperations.PopCount(b ^ high);
            changed.ShouldBeInRange(36, 92, $"input bit {bit}");
        }
    }
}
