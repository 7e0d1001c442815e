namespace Fence.Simulation.Tests;

/// <summary>A pipeline that is broken on purpose, to see that the simulation finds it.</summary>
internal enum Variant
{
    /// <summary>As it ships.</summary>
    Sound,

    /// <summary>The configuration is written before the last DEA confirms.</summary>
    WritesTooEarly,

    /// <summary>The lock is not given back.</summary>
    KeepsLock,

    /// <summary>The value is not read back: what kato answers to the write is believed.</summary>
    DoesNotReadBack,

    /// <summary>It is not checked whether the lock is still held when the write is carried out.</summary>
    DoesNotCheckLock,

    /// <summary>It is not checked whether the value is still the one that was read.</summary>
    DoesNotCheckValue,

    /// <summary>Ctrl-C is not passed on to what runs.</summary>
    DeafToInterruption,

    /// <summary>A rollback believes that what one DEA has, all have.</summary>
    RollsBackUnasked,
}
